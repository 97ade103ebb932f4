import { Button } from "../../../components/Button.tsx";
import { EmptyState } from "../../../components/EmptyState.tsx";
import { go } from "../../../router.ts";
import { useInteractions } from "./interactionsStore.ts";
import { everything, isEverything } from "./listQuery.ts";

/** A list without rows: nothing is recorded yet, or nothing matches. */
export function EmptyList() {
  const query = useInteractions((state) => state.query);
  const total = useInteractions((state) => state.counts?.total ?? 0);
  if (isEverything(query) || total === 0)
    return (
      <EmptyState icon="interactions" title="Nothing is recorded yet" body="Every answer of a model lands here by itself, with all it takes to replay it. Ask one something in the Playground.">
        <Button kind="primary" icon="playground" onClick={() => go("/playground")}>
          Open the Playground
        </Button>
      </EmptyState>
    );
  const parts = [query.text.trim() !== "" && `the words “${query.text.trim()}”`, query.status.length > 0 && `status ${query.status.join(" or ")}`, query.filter.trim() !== "" && `${query.filter.trim()}`].filter(Boolean);
  return (
    <EmptyState icon="search" title="No interaction matches" body={`Asked for: ${parts.join(", and ")}. An id, or its start, can be searched for too.`}>
      <Button onClick={() => useInteractions.getState().change(everything)}>Show all interactions</Button>
    </EmptyState>
  );
}
