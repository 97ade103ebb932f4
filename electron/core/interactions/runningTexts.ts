/** Characters held; of what runs beyond that, the text is read from the request when it ends. */
const heldChars = 64 * 1024 * 1024;

/** What was asked by what runs now, until full text takes it in. */
export function createRunningTexts() {
  const texts = new Map<string, string>();
  let chars = 0;
  return {
    hold(id: string, text: string): void {
      if (chars + text.length > heldChars) return;
      texts.set(id, text);
      chars += text.length;
    },
    take(id: string): string | null {
      const text = texts.get(id);
      if (text === undefined) return null;
      texts.delete(id);
      chars -= text.length;
      return text;
    },
  };
}
export type RunningTexts = ReturnType<typeof createRunningTexts>;
