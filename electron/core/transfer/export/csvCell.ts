/** What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection), the full-width forms of Japanese and Chinese keyboards too, behind blanks. */
const formula = /^[\s\p{Cc}\ufeff'"]*[=+\-@＝＋－＠|%]/u;
/** The same behind what a spreadsheet of another country takes for the end of a cell or a row. A dash before a blank or a dash is a list's or a line's. */
const innerFormula = /([;\t\r\n][ '"]*)(?=[=@＝＠|%]|[+\-＋－][^\s\-+])/gu;
/** A number is no formula, and -5 stays one that can be summed. */
const number = /^-?\d+(\.\d+)?$/;

/** A text that a spreadsheet shows and does not run: an apostrophe before what would begin a formula. NUL, at which some readers end, becomes ␀. */
export function harmless(text: string): string {
  const whole = text.replaceAll("\0", "␀");
  if (number.test(whole)) return whole;
  return `${formula.test(text) ? "'" : ""}${whole.replaceAll(innerFormula, "$1'")}`;
}

/** A cell by RFC 4180; in quotes where it has what separates cells in any country. */
export const csvCell = (text: string): string => (/[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
