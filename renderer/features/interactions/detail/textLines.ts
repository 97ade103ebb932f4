/** A line longer than this is cut for showing: a body of one line may be megabytes. */
const lineChars = 400;

/** Where each shown line of a text begins and ends: at its line breaks, and within lines that are too long. No character is cut in two. */
export function textLines(text: string): Uint32Array {
  const bounds: number[] = [];
  for (let from = 0; from <= text.length; ) {
    const lineBreak = text.indexOf("\n", from);
    const end = lineBreak < 0 ? text.length : lineBreak;
    let at = from;
    while (end - at > lineChars) {
      const isPair = /[\ud800-\udbff]/.test(text[at + lineChars - 1]!);
      const next = at + lineChars - (isPair ? 1 : 0);
      bounds.push(at, next);
      at = next;
    }
    bounds.push(at, end);
    if (lineBreak < 0) break;
    from = lineBreak + 1;
  }
  return Uint32Array.from(bounds);
}
