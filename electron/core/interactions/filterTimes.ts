import { filterError } from "../../../shared/filter/tokens.ts";
import type { FilterValue } from "../../../shared/filter/parseFilter.ts";

const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/**
 * A time of the filter language in epoch milliseconds: ISO 8601 (without a zone: in `timeZone`), a bare day (its start in
 * `timeZone`), or relative to now (`-24h`, `-7d`, `-30m`).
 */
export function filterTime({ text, at }: FilterValue, now: number, timeZone: "local" | "utc"): number {
  const relative = /^-(\d+(?:\.\d+)?)([smhdw])$/.exec(text);
  if (relative) return now - Number(relative[1]) * unitMs[relative[2] as keyof typeof unitMs];
  if (/^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:?\d{2})?)?$/.test(text)) {
    const isZoned = /(Z|[+-]\d{2}:?\d{2})$/.test(text.slice(10));
    const whole = text.length === 10 ? `${text}T00:00:00` : text;
    const time = Date.parse(isZoned || timeZone === "local" ? whole : `${whole}Z`);
    if (!Number.isNaN(time)) return time;
  }
  throw filterError(`“${text}” is no time`, at, "Write a day (2026-03-29), a time (2026-03-29T14:00), or how long ago (-24h).");
}
