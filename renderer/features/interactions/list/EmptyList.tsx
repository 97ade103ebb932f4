import { Button } from "../../../components/Button.tsx";
import { EmptyState } from "../../../components/EmptyState.tsx";
import { formatCount, formatNoun } from "../../../format.ts";
import { go } from "../../../router.ts";
import { spanOf, withoutSpan } from "./filter/filterSpan.ts";
import { filterParts, joinParts } from "./filter/filterParts.ts";
import { partWords } from "./filter/filterWords.ts";
import { useInteractions } from "./interactionsStore.ts";
import { everything, isEverything } from "./listQuery.ts";

/** A list without rows: nothing is recorded yet, or nothing matches; then what keeps the rows away can be taken out alone. */
export function EmptyList({ onImport }: { onImport?: () => void }) {
  const query = useInteractions((state) => state.query);
  const total = useInteractions((state) => state.counts?.total ?? 0);
  const hasOlder = useInteractions((state) => state.timeline?.hasOlder ?? false);
  const { change } = useInteractions.getState();
  if (isEverything(query) || total === 0)
    return (
      <EmptyState icon="interactions" title="Nothing is recorded yet" body="Every answer of a model lands here by itself, with all it takes to replay it. Ask one something, send your app's traffic here, or bring in what was recorded elsewhere.">
        <Button kind="primary" icon="playground" onClick={() => go("/playground")}>
          Open the Playground
        </Button>
        {onImport && (
          <Button icon="upload" onClick={onImport}>
            Import a file
          </Button>
        )}
      </EmptyState>
    );
  const parts = filterParts(query.filter) ?? [];
  const words = query.text.trim();
  const isTimed = spanOf(query.filter, 0) !== null;
  const asked = [words !== "" && `the words “${words}”`, ...parts.map((part) => Object.values(partWords(part)).filter(Boolean).join(" "))].filter(Boolean);
  return (
    <EmptyState
      icon="search"
      title="No interaction matches"
      body={`Asked for: ${asked.join(", and ")}. The log holds ${formatNoun(total, "interaction")}.${isTimed && hasOlder ? " Older ones match but for the time." : ""} An id, or its start, can be searched for too.`}
    >
      {isTimed && (
        <Button kind={hasOlder ? "primary" : "plain"} onClick={() => change({ filter: withoutSpan(query.filter) })}>
          Search all time
        </Button>
      )}
      {words !== "" && parts.length > 0 && <Button onClick={() => change({ text: "" })}>Without the words</Button>}
      {parts.length > 1 && parts.slice(-1).map((part) => (
        <Button key="last" onClick={() => change({ filter: joinParts(parts.slice(0, -1)) })}>
          Without “{Object.values(partWords(part)).filter(Boolean).join(" ").slice(0, 40)}”
        </Button>
      ))}
      <Button onClick={() => change(everything)}>Show all {formatCount(total)}</Button>
    </EmptyState>
  );
}
