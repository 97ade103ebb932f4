import type { TextPart } from "../../../../../shared/schemas/finding.ts";
import { Icon } from "../../../../components/Icon.tsx";
import { Menu } from "../../../../components/Menu.tsx";
import { formatCount } from "../../../../format.ts";
import { useInteractions } from "../interactionsStore.ts";

const places: { textIn: TextPart | null; label: string }[] = [
  { textIn: null, label: "anywhere" },
  { textIn: "input", label: "in prompts" },
  { textIn: "output", label: "in answers" },
  { textIn: "error", label: "in errors" },
];

/** Where words are looked for, and whether the newest or the best hits come first. */
export function WordsOptions() {
  const { textIn, order } = useInteractions((state) => state.query);
  const ranked = useInteractions((state) => state.ranked);
  const { change } = useInteractions.getState();
  const place = places.find((each) => each.textIn === textIn)!;
  const covered = ranked && `Ranked by BM25 among ${ranked.isWhole ? `all ${formatCount(ranked.among)} hits` : `the newest ${formatCount(ranked.among)} hits; older ones were not looked at`}.`;
  return (
    <div className="sentence words-options" role="group" aria-label="How words are searched">
      <Menu actions={places.map(({ textIn, label }) => ({ label: label[0]!.toUpperCase() + label.slice(1), run: () => change({ textIn }) }))}>
        <button type="button" className="chip" aria-label={`Words are looked for ${place.label}`}>
          {place.label}
          <Icon name="down" />
        </button>
      </Menu>
      <Menu
        actions={[
          { label: "Newest first", run: () => change({ order: "newest" }) },
          { label: "Best hits first", run: () => change({ order: "ranked" }) },
        ]}
      >
        <button type="button" className="chip" aria-label={`Order: ${order === "ranked" ? "best hits first" : "newest first"}`} title={covered ?? undefined}>
          {order === "ranked" ? "best first" : "newest first"}
          <Icon name="down" />
        </button>
      </Menu>
    </div>
  );
}
