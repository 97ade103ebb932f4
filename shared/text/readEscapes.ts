/** Readable where it is JSON; a text that speaks of escapes keeps them. For showing only. */
export const readableJson = (text: string): string => (/^\s*[{["]/.test(text) ? readEscapes(text) : text);

/**
 * A text with its letters where they came as the escapes of JSON (`\u65e5`), as in JSON that was put into JSON as a text, once or
 * more often. For showing and finding only: what is stored stays as it came. Escapes of ASCII and of control characters stay escapes.
 */
export function readEscapes(text: string): string {
  if (!text.includes("\\u")) return text;
  return text.replaceAll(/\\+u([0-9a-fA-F]{4})/g, (escape, digits: string) => {
    const unit = Number.parseInt(digits, 16);
    return unit < 0xa0 ? escape : String.fromCharCode(unit);
  });
}
