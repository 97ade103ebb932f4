import type { ClockMark } from "../../../../shared/schemas/incoming.ts";

/** Clocks that are set by the network differ by less. */
const toleranceMs = 60_000;
/** Nobody traced a language model before. */
const firstPlausible = Date.UTC(2015, 0, 1);
/** The last moment that a date's four digits can say. */
const lastMoment = 253_402_300_799_999;

/** What is odd about a span's times (epoch milliseconds), by the clock of the machine that takes it in. */
export function clockMarkOf({ startedAt, endedAt, now }: { startedAt: number; endedAt: number | null; now: number }): ClockMark | null {
  if (endedAt !== null && endedAt < startedAt) return "ends-before-start";
  if (Math.max(startedAt, endedAt ?? startedAt) > now + toleranceMs) return "future";
  return startedAt < firstPlausible ? "past" : null;
}

/** A time that a date can hold: the nearest one. */
export const withinDates = (time: number): number => Math.min(Math.max(time, 0), lastMoment);
