export type TimeZone = "local" | "utc";

const zoneOf = (zone: TimeZone) => (zone === "utc" ? { timeZone: "UTC" } : {});
const makers = new Map<string, Intl.DateTimeFormat>();
function maker(name: string, zone: TimeZone, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${name} ${zone}`;
  const known = makers.get(key) ?? new Intl.DateTimeFormat("en-GB", { ...options, ...zoneOf(zone) });
  makers.set(key, known);
  return known;
}

/** 14:31:52 of an epoch in milliseconds. */
export function formatClock(at: number, zone: TimeZone): string {
  return maker("clock", zone, { hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(at);
}

/** 20 Nov 2025. */
export function formatDay(at: number, zone: TimeZone): string {
  return maker("day", zone, { day: "numeric", month: "short", year: "numeric" }).format(at);
}

/** 20 Nov 2025, 14:31:52. */
export function formatMoment(at: number, zone: TimeZone): string {
  return `${formatDay(at, zone)}, ${formatClock(at, zone)}`;
}

/** The exact moment: 2025-11-20 13:31:52.114 UTC. */
export function formatUtc(at: number): string {
  return `${new Date(at).toISOString().replace("T", " ").replace("Z", "")} UTC`;
}

/** The zone that times are shown in, by name: UTC, or Europe/Berlin. */
export function zoneName(zone: TimeZone): string {
  return zone === "utc" ? "UTC" : Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** How far the zone is from UTC at that moment: GMT+1. */
export function zoneOffset(at: number, zone: TimeZone): string {
  return maker("offset", zone, { timeZoneName: "shortOffset" }).formatToParts(at).find((part) => part.type === "timeZoneName")?.value ?? "";
}
