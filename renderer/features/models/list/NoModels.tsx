import { Button } from "../../../components/Button.tsx";
import { EmptyState } from "../../../components/EmptyState.tsx";
import { formatNoun } from "../../../format.ts";
import { pickAndBringIn } from "../add/bringIn.ts";
import { useAdding } from "../add/addingStore.ts";
import type { LibraryView } from "./useLibraryView.ts";

/** A library with nothing in it, or nothing that the filter lets through. */
export function NoModels({ view, count }: { view: LibraryView; count: number }) {
  if (count === 0)
    return (
      <EmptyState icon="models" title="No models yet" body="A model is one GGUF file. Import one, find those of other programs, or pull one, and it can answer in the Playground.">
        <Button kind="primary" icon="upload" onClick={() => void pickAndBringIn(view.choose)}>
          Import GGUF
        </Button>
        <Button icon="search" onClick={() => useAdding.getState().open("scan")}>
          Scan folders
        </Button>
        <Button icon="download" onClick={() => useAdding.getState().open("pull")}>
          Pull
        </Button>
      </EmptyState>
    );
  if (!view.text)
    return (
      <EmptyState icon="models" title="All models are retired" body={`${formatNoun(view.retiredCount, "model")} stand behind the filter.`}>
        <Button onClick={() => view.showRetired(true)}>Show the retired</Button>
      </EmptyState>
    );
  return (
    <EmptyState icon="search" title="No model matches" body={`None of ${formatNoun(count, "file")} has “${view.text}” in its name, quantization, tags, notes or hash.`}>
      <Button onClick={() => view.setText("")}>Clear the filter</Button>
    </EmptyState>
  );
}
