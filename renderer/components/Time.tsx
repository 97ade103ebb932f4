import { memo } from "react";
import { useSettings } from "../features/settings/settingsStore.ts";
import { formatClock, formatMoment, formatUtc, zoneName, zoneOffset } from "../formatTime.ts";

/** A moment in the zone of the settings, with the exact UTC on hover. `clock`: without the day. */
export function Time({ at, clock }: { at: number; clock?: boolean }) {
  const zone = useSettings((state) => state.settings.timeZone);
  return (
    <time className="tabular" dateTime={new Date(at).toISOString()} title={formatUtc(at)}>
      {clock ? formatClock(at, zone) : formatMoment(at, zone)}
    </time>
  );
}

/** The name of the zone that every time on the screen is in. */
export const ZoneName = memo(function ZoneName() {
  const zone = useSettings((state) => state.settings.timeZone);
  return <span title={`All times are in ${zoneName(zone)} (now ${zoneOffset(Date.now(), zone)}); the exact UTC stands behind each`}>{zoneName(zone)}</span>;
});
