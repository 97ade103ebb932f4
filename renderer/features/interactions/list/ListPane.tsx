import { useShallow } from "zustand/react/shallow";
import { Button } from "../../../components/Button.tsx";
import { FailureNotice } from "../../../components/Notice.tsx";
import { formatCount } from "../../../format.ts";
import { useImport } from "../../transfer/import/importStore.ts";
import { EmptyList } from "./EmptyList.tsx";
import { spanOf, withoutSpan } from "./filter/filterSpan.ts";
import { useInteractions } from "./interactionsStore.ts";
import { isRanked } from "./listQuery.ts";
import { MarkBar } from "./marks/MarkBar.tsx";
import { rowCount } from "./rowWindow.ts";
import { InteractionTable } from "./table/InteractionTable.tsx";
import { TimelineChart } from "./timeline/TimelineChart.tsx";

/** The list over time and row by row. */
export function ListPane({ isEditing, showNew }: { /** What is wrong with the filter is said where it is edited. */ isEditing: boolean; showNew(): void }) {
  const { rows, failure, waiting, query, isPaused } = useInteractions(useShallow(({ rows, failure, waiting, query, isPaused }) => ({ rows, failure, waiting, query, isPaused })));
  const { refresh, pause } = useInteractions.getState();
  const isEmpty = rows !== null && rowCount(rows) === 0;
  return (
    <section className="pane interactions-list" aria-label="Interactions">
      {failure && !(isEditing && failure.code === "bad-filter") && (
        <FailureNotice title={failure.code === "bad-filter" ? "The filter is not understood" : "The interactions could not be read"} failure={failure}>
          <Button small onClick={() => void refresh()}>
            Try again
          </Button>
        </FailureNotice>
      )}
      {!isEmpty && !isRanked(query) && <TimelineChart />}
      {isRanked(query) && <RankedNote />}
      <div className="interactions-rows">
        {waiting > 0 && (
          <Button small icon="up" className="new-rows" hotkey="n" onClick={showNew}>
            {formatCount(waiting)} new
          </Button>
        )}
        {isPaused && waiting === 0 && (
          <Button small icon="pause" className="new-rows" hotkey="l" onClick={() => pause(false)}>
            Held still
          </Button>
        )}
        {isEmpty ? <EmptyList onImport={() => useImport.getState().open()} /> : !(failure && rows === null) && <InteractionTable rows={rows} />}
      </div>
      <MarkBar />
      {!isEmpty && <OlderNote />}
    </section>
  );
}

/** Says what a ranking covers. */
function RankedNote() {
  const ranked = useInteractions((state) => state.ranked);
  if (!ranked) return null;
  return (
    <p className="list-note">
      Best hits first, by BM25 (how often and how closely the words stand, in how long a text), among {ranked.isWhole ? `all ${formatCount(ranked.among)} hits` : `the newest ${formatCount(ranked.among)} hits`}.
      {!ranked.isWhole && (
        <>
          {" "}Older hits were not looked at; a shorter time or more words take them in.
        </>
      )}
    </p>
  );
}

/** A list of the last days must not look as if it were all. */
function OlderNote() {
  const hasOlder = useInteractions((state) => state.timeline?.hasOlder ?? false);
  const filter = useInteractions((state) => state.query.filter);
  if (!hasOlder || spanOf(filter, 0) === null) return null;
  return (
    <p className="list-note">
      Older interactions match too.{" "}
      <button type="button" className="link-button link" onClick={() => useInteractions.getState().change({ filter: withoutSpan(filter) })}>
        Show all time
      </button>
    </p>
  );
}
