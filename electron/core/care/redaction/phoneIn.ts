/** What announces a number that could be anything else. */
const announced = /(?:phone|tel|call|mobile|cell|contact|fax|number|reach|ring|dial|whatsapp|sms)\b/i;
const date = /^(?:(?:19|20)\d\d([-/. ])\d{1,2}\1\d{1,2}(?: \d{1,2})?|\d{1,2}([-/. ])\d{1,2}\2\d{2,4})$/;
const years = /^(?:19|20)\d\d ?[-/] ?(?:19|20)\d\d$/;
const zipCode = /^\d{5}-\d{4}$/;
/** Part of a card's number whose check digit is wrong. */
const fours = /^\d{4}(?:[ -]\d{4}){2,}$/;

/** Where a telephone number stands in a run of digits; without its first or last group where that is another number beside it. */
export function phoneIn(match: string, _group: string | undefined, before: string): readonly [number, number] | null {
  const afterFirst = match.search(/(?<=\d)[ ]+\D?\d/);
  const beforeLast = /[ ]+\(?\d+\)?$/.exec(match)?.index ?? -1;
  const tries: [number, number][] = [[0, match.length]];
  if (afterFirst > 0) tries.push([afterFirst + 1, match.length]);
  if (beforeLast > 0) tries.push([0, beforeLast]);
  return tries.find(([from, to]) => isPhone(match.slice(from, to).trim(), announced.test(before))) ?? null;
}

/**
 * Whether digits with blanks, dots, dashes or brackets between them are a telephone number: 7 to 15 digits (ITU-T E.164), in groups as
 * people write them. Two groups are a number where a word announces it: they may be a house and a postal code. Plain digits count only with a leading + or 00, or a trunk 0 and 10 or 11 digits: anything else may be any number.
 */
export function isPhone(text: string, isAnnounced: boolean): boolean {
  const digits = text.replaceAll(/\D/g, "");
  const isInternational = text.startsWith("+") || /^00[1-9]/.test(text);
  if (digits.length < 7 || digits.length > 15 || !hasPairedBrackets(text)) return false;
  const groups = text.split(/\D+/).filter(Boolean);
  if (isInternational) return true;
  if (groups.length === 1) return text.startsWith("0") && (digits.length === 10 || digits.length === 11);
  if (date.test(text) || years.test(text) || zipCode.test(text) || fours.test(text)) return false;
  // Dots stand in versions and amounts, too: only the American way of three groups is taken.
  if (/^[\d.]+$/.test(text)) return /^\d{3}\.\d{3}\.\d{4}$/.test(text);
  // 4821 123456 is a reference; a number's groups have two to five digits, but for a country's 1 or a trunk's 0 before them.
  const ofNumber = groups.slice(/^[(]?[01]$/.test(groups[0]!) ? 1 : 0);
  return digits.length <= 12 && (ofNumber.length > 2 || (ofNumber.length === 2 && (isAnnounced || text.startsWith("(")))) && ofNumber.every(({ length }) => length >= 2 && length <= 5);
}

function hasPairedBrackets(text: string): boolean {
  const open = text.indexOf("(");
  const close = text.indexOf(")");
  return (open < 0) === (close < 0) && close >= open && text.lastIndexOf("(") === open && text.lastIndexOf(")") === close;
}
