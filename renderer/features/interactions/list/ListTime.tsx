import { formatClock, formatDay, formatUtc } from "../../../formatTime.ts";
import { useSettings } from "../../settings/settingsStore.ts";

/** A time of the list, as exact as there is room: today's by its clock, older ones with their day. The exact UTC on hover. */
export function ListTime({ at }: { at: number }) {
  const zone = useSettings((state) => state.settings.timeZone);
  const day = formatDay(at, zone);
  const today = formatDay(Date.now(), zone);
  const isThisYear = day.slice(-4) === today.slice(-4);
  const clock = formatClock(at, zone);
  return (
    <time className="tabular faint" dateTime={new Date(at).toISOString()} title={formatUtc(at)}>
      {day === today ? clock : isThisYear ? `${day.slice(0, -5)}, ${clock.slice(0, 5)}` : day}
    </time>
  );
}
