/** Characters held; what began longest ago makes room, and its text is read from the request when it ends. */
const heldChars = 64 * 1024 * 1024;

/** What was asked by what runs now, until full text takes it in. */
export function createRunningTexts() {
  const texts = new Map<string, string>();
  let chars = 0;

  function take(id: string): string | null {
    const text = texts.get(id);
    if (text === undefined) return null;
    texts.delete(id);
    chars -= text.length;
    return text;
  }

  return {
    hold(id: string, text: string): void {
      take(id);
      while (texts.size > 0 && chars + text.length > heldChars) take(texts.keys().next().value!);
      if (text.length > heldChars) return;
      texts.set(id, text);
      chars += text.length;
    },
    take,
  };
}
export type RunningTexts = ReturnType<typeof createRunningTexts>;
