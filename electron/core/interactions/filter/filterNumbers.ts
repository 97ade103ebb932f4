import { durationMs } from "../../../../shared/filter/durations.ts";
import type { FilterValue } from "../../../../shared/filter/parseFilter.ts";
import { filterError } from "../../../../shared/filter/tokens.ts";

/** Whether a value is written as a number where none is asked for. */
export const isNumber = ({ text, isQuoted }: FilterValue): boolean => !isQuoted && /^-?\d+(\.\d+)?$/.test(text);

/**
 * The number that a value stands for; `isDuration`: also a length of time, in milliseconds. Whole numbers of any length that SQLite holds
 * are compared exactly, longer ones than 64 bits as a double. Throws `bad-filter`.
 */
export function numberOf({ text, at }: FilterValue, isDuration = false): number | bigint {
  if (/^-?\d+$/.test(text)) {
    const whole = BigInt(text);
    return BigInt.asIntN(64, whole) === whole ? whole : Number(whole);
  }
  const duration = isDuration ? durationMs(text) : null;
  if (duration !== null) return duration;
  if (text.trim() === "" || Number.isNaN(Number(text))) {
    throw filterError(`“${text}” is no number`, at, isDuration ? "Write milliseconds (2000), or a length of time (2s, 1.5m)." : undefined);
  }
  return Number(text);
}
