import { formatClock, formatDay, formatUtc } from "../../formatTime.ts";
import { useSettings } from "../settings/settingsStore.ts";

/** A time of the list: today's only by its clock. The exact UTC on hover. */
export function ListTime({ at }: { at: number }) {
  const zone = useSettings((state) => state.settings.timeZone);
  const day = formatDay(at, zone);
  const today = formatDay(Date.now(), zone);
  const sameYear = day.slice(-4) === today.slice(-4);
  return (
    <time className="tabular faint" dateTime={new Date(at).toISOString()} title={formatUtc(at)}>
      {day !== today && `${sameYear ? day.slice(0, -5) : day}, `}
      {formatClock(at, zone)}
    </time>
  );
}
