/** A time of a record in epoch milliseconds; `isAssumed`: it names no zone, and the chosen one was taken. */
export type ReadTime = { at: number; isAssumed: boolean };
export type Times = ReturnType<typeof createTimes>;

const wallClock = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|[+-]\d{2}(?::?\d{2})?)?$/i;

/** Reads the times of one file. `timeZone`: `utc`, `local`, or a name as `Europe/Berlin`, for times that name none; those are counted. */
export function createTimes(timeZone: string) {
  const offsetAt = offsetsOf(timeZone);
  let withoutZone = 0;

  function fromText(text: string): ReadTime | null {
    const match = wallClock.exec(text);
    if (!match) return /(GMT|UTC|[+-]\d{4})\s*$/.test(text) && Number.isFinite(Date.parse(text)) ? { at: Date.parse(text), isAssumed: false } : null;
    const [, year, month, day, hour, minute, second, fraction, zone] = match;
    const wall = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0)) + Number(`0.${fraction ?? 0}`) * 1000;
    if (new Date(wall).getUTCDate() !== Number(day) || Number(hour ?? 0) > 23) return null;
    if (zone) return { at: wall - zoneOffset(zone), isAssumed: false };
    withoutZone += 1;
    // Once with the offset of about that time, once with that of the time found: right on both sides of a change of clocks.
    return { at: wall - offsetAt(wall - offsetAt(wall)), isAssumed: true };
  }

  return {
    /** ISO 8601 with or without a zone, RFC 2822, or a number of seconds, milliseconds, microseconds or nanoseconds, told apart by their size. */
    read(value: unknown): ReadTime | null {
      if (typeof value === "number") return Number.isFinite(value) && value >= 0 ? { at: fromNumber(value), isAssumed: false } : null;
      if (typeof value !== "string") return null;
      const text = value.trim();
      return /^\d{9,19}(\.\d+)?$/.test(text) ? { at: fromNumber(Number(text)), isAssumed: false } : fromText(text);
    },
    /** Seconds, where a format says that they are. */
    seconds: (value: unknown): ReadTime | null => (typeof value === "number" && Number.isFinite(value) && value > 0 ? { at: value * 1000, isAssumed: false } : null),
    withoutZone: () => withoutZone,
    timeZone,
  };
}

function fromNumber(value: number): number {
  if (value < 1e11) return value * 1000;
  if (value < 1e14) return value;
  return value < 1e17 ? value / 1000 : value / 1e6;
}

function zoneOffset(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  return sign ? (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes ?? 0)) * 60_000 : 0;
}

/** How far a zone's clocks are ahead of UTC at a time, in milliseconds. Throws `RangeError` for a zone that is not known. */
function offsetsOf(timeZone: string): (at: number) => number {
  if (timeZone === "utc") return () => 0;
  const parts = new Intl.DateTimeFormat("en-US", {
    ...(timeZone !== "local" && { timeZone }), hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric",
  });
  return (at) => {
    const { year, month, day, hour, minute, second } = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    return Date.UTC(year!, month! - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
  };
}
