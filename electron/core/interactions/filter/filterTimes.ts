import { durationMs } from "../../../../shared/filter/durations.ts";
import { filterError } from "../../../../shared/filter/tokens.ts";
import type { FilterValue } from "../../../../shared/filter/parseFilter.ts";

export type FilterClock = { now: number; timeZone: "local" | "utc" };

/**
 * The milliseconds from `from` to before `to` that a time of the filter language stands for: a bare day is that day in `timeZone`,
 * anything else one instant. ISO 8601 (without a zone: in `timeZone`), or relative to now (`-24h`, `-7d`, `-30m`).
 */
export function filterTime({ text, at }: FilterValue, { now, timeZone }: FilterClock): { from: number; to: number } {
  const ago = text.startsWith("-") ? durationMs(text.slice(1)) : null;
  if (ago !== null) return instant(now - ago);
  const [, year, month, day, clock, zone] = /^(\d{4})-(\d{2})-(\d{2})(T[\d:.]+)?(Z|[+-]\d{2}:?\d{2})?$/.exec(text) ?? [];
  if (year && isDay(Number(year), Number(month), Number(day))) {
    if (!clock && !zone) return { from: dayStart(Number(year), Number(month), Number(day), timeZone), to: dayStart(Number(year), Number(month), Number(day) + 1, timeZone) };
    const time = Date.parse(zone || timeZone === "local" ? text : `${text}Z`);
    if (clock && !Number.isNaN(time)) return instant(time);
  }
  throw filterError(`“${text}” is no time`, at, "Write a day (2026-03-29), a time (2026-03-29T14:00), or how long ago (-24h).");
}

const instant = (time: number) => ({ from: Math.floor(time), to: Math.floor(time) + 1 });

/** Dates roll over (30 February is 2 March), which nobody means. */
function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function dayStart(year: number, month: number, day: number, timeZone: FilterClock["timeZone"]): number {
  return timeZone === "utc" ? Date.UTC(year, month - 1, day) : new Date(year, month - 1, day).getTime();
}
