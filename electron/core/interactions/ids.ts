import { randomBytes } from "node:crypto";
import { encodeId } from "../../../shared/idTimes.ts";

export { firstIdAt } from "../../../shared/idTimes.ts";

const letters = "0123456789abcdefghjkmnpqrstvwxyz";
const timeLetters = 10;
const randomLetters = 10;
/** The end of the year 9999: of more, ids have no letters and ISO 8601 no digits. */
const latestTime = 253_402_300_799_999;

/**
 * Ids that sort by time and name their month: `int_`, 10 letters of the millisecond and 10 of chance, in Crockford's base 32. Two
 * of one process never tie and never go back, also when the clock does not move.
 */
export function createIds() {
  // Asking the system for chance takes longer than the rest.
  let chances = Buffer.alloc(0);
  const draw = (): bigint => {
    if (chances.length < 6) chances = randomBytes(6 * 256);
    const drawn = chances.readUIntBE(0, 6);
    chances = chances.subarray(6);
    return BigInt(drawn);
  };
  let last = { time: -1, chance: 0n };
  return (createdAt: number): string => {
    const time = Math.min(Math.max(0, Math.floor(createdAt)), latestTime);
    const chance = time === last.time ? last.chance + 1n : draw();
    last = { time, chance };
    return `int_${encodeId(BigInt(time), timeLetters)}${encodeId(chance, randomLetters)}`;
  };
}

/** `2026-11`, the UTC month in which an id's interaction began; null for what is not an id. */
export function monthOfId(id: string): string | null {
  const digits = /^int_([0-9a-hjkmnp-tv-z]{10})/.exec(id)?.[1];
  if (!digits) return null;
  return monthOf(Number([...digits].reduce((value, letter) => (value << 5n) | BigInt(letters.indexOf(letter)), 0n)));
}

/** The UTC month of a time in epoch milliseconds, as `2026-11`. Times beyond what a date holds fall into the last month. */
export function monthOf(time: number): string {
  return new Date(Math.min(Math.max(time, 0), latestTime)).toISOString().slice(0, 7);
}
