import { Icon } from "../../../../components/Icon.tsx";
import { Menu } from "../../../../components/Menu.tsx";
import { formatDay, formatMoment, formatUtc } from "../../../../formatTime.ts";
import { useSettings } from "../../../settings/settingsStore.ts";
import { useInteractions } from "../interactionsStore.ts";
import { spanChoices, spanOf, withoutSpan, withSpan } from "./filterSpan.ts";

/** From when the list is: all time, the last hours or days, or two times that were drawn in the chart. */
export function SpanMenu() {
  const filter = useInteractions((state) => state.query.filter);
  const zone = useSettings((state) => state.settings.timeZone);
  const { change } = useInteractions.getState();
  const times = spanOf(filter, 0);
  const label = !times ? "all time" : times.ago ? (spanChoices.find(({ ago }) => ago === times.ago)?.label ?? `last ${times.ago.slice(1)}`) : spanLabel(times.span, zone);
  const exact = times && !times.ago ? `${times.span.fromMs > 0 ? `From ${formatUtc(times.span.fromMs)}` : ""}${times.span.toMs < Number.MAX_SAFE_INTEGER ? ` to ${formatUtc(times.span.toMs)}` : ""}`.trim() : undefined;
  return (
    <>
      <span>{times && !times.ago ? "From" : times ? "From the" : "From"}</span>
      <Menu actions={spanChoices.map(({ ago, label }) => ({ label: label[0]!.toUpperCase() + label.slice(1), run: () => change({ filter: ago === null ? withoutSpan(filter) : withSpan(filter, ago) }) }))}>
        <button type="button" className="chip span-chip" title={exact} aria-label={`Time: ${label}`}>
          <b>{label}</b>
          <Icon name="down" />
        </button>
      </Menu>
    </>
  );
}

function spanLabel({ fromMs, toMs }: { fromMs: number; toMs: number }, zone: "local" | "utc"): string {
  const short = (at: number) => formatMoment(at, zone).replace(/ \d{4},/, "").replace(/:00$/, "");
  if (fromMs === 0) return `before ${short(toMs)}`;
  if (toMs === Number.MAX_SAFE_INTEGER) return `since ${short(fromMs)}`;
  return formatDay(fromMs, zone) === formatDay(toMs, zone) ? `${short(fromMs)} to ${short(toMs).replace(/^.* /, "")}` : `${short(fromMs)} to ${short(toMs)}`;
}
