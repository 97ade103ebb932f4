const letters = "0123456789abcdefghjkmnpqrstvwxyz";
const timeLetters = 10;

/** A number of `length` letters in Crockford's base 32, in lower case. */
export function encodeId(value: bigint, length: number): string {
  let text = "";
  for (let rest = value; text.length < length; rest >>= 5n) text = letters[Number(rest & 31n)]! + text;
  return text;
}

/** The first id that an interaction of this millisecond can have; for comparing: ids sort by time. */
export const firstIdAt = (time: number): string => `int_${encodeId(BigInt(Math.max(0, Math.floor(time))), timeLetters)}`;
