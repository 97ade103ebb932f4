const formats = new Map<string, Intl.DateTimeFormat>();

/** A time as the clocks of `timeZone` show it, as `2026-11-25 21:00:00.000+09:00`; empty where a date can't hold it. */
export function localTime(time: number, timeZone: string): string {
  if (Math.abs(time) > 8.64e15) return "";
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", { timeZone, calendar: "gregory", numberingSystem: "latn", hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3, timeZoneName: "longOffset" });
    formats.set(timeZone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]));
  const offset = parts["timeZoneName"]!.replace("GMT", "") || "+00:00";
  return `${parts["year"]!.padStart(4, "0")}-${parts["month"]}-${parts["day"]} ${parts["hour"]}:${parts["minute"]}:${parts["second"]}.${parts["fractionalSecond"]}${offset}`;
}
