/** Text from a file in quotation marks, safe to show in one line: at most 60 characters, no control or direction marks. */
export function quoted(text: string): string {
  const shown = [...text.slice(0, 120)].slice(0, 60).join("").replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "\uFFFD");
  return `"${shown}${shown.length < text.length ? "…" : ""}"`;
}
