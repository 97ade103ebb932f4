import { EmptyState } from "../../components/EmptyState.tsx";
import { Page } from "../../components/Page.tsx";

export function ModelsPage() {
  return (
    <Page name="models" title="Models">
      <EmptyState icon="models" title="No model yet" body="Import a GGUF file." />
    </Page>
  );
}
