/** All digits of a whole number; JavaScript shortens those over 2^53 (2^63 would read 9223372036854776000). */
export const digits = (value: number) => BigInt(value).toString();
