import { useSettings } from "../features/settings/settingsStore.ts";
import { formatClock, formatMoment, formatUtc } from "../formatTime.ts";

/** A moment in the zone of the settings, with the exact UTC on hover. `clock`: without the day. */
export function Time({ at, clock }: { at: number; clock?: boolean }) {
  const zone = useSettings((state) => state.settings.timeZone);
  return (
    <time className="tabular" dateTime={new Date(at).toISOString()} title={formatUtc(at)}>
      {clock ? formatClock(at, zone) : formatMoment(at, zone)}
    </time>
  );
}
