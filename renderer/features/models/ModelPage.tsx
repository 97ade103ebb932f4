import { EmptyState } from "../../components/EmptyState.tsx";
import { Button } from "../../components/Button.tsx";
import { CopyButton } from "../../components/CopyButton.tsx";
import { Page } from "../../components/Page.tsx";
import { Segmented } from "../../components/Segmented.tsx";
import { formatBytes } from "../../format.ts";
import { usePageKeys } from "../../pageKeys.ts";
import { go, useQueryValue } from "../../router.ts";
import { BenchView } from "./bench/BenchView.tsx";
import { FitView } from "./fit/FitView.tsx";
import { TemplateView } from "./inspect/TemplateView.tsx";
import { TensorsView } from "./inspect/TensorsView.tsx";
import { chatPlace, isAnswering, isUp, modelPlace } from "./library.ts";
import { useModels } from "./modelsStore.ts";
import { useInspect } from "./useInspect.ts";

const views = [
  { value: "fit", label: "Fit" },
  { value: "tensors", label: "Tensors" },
  { value: "template", label: "Template" },
  { value: "bench", label: "Bench" },
] as const;
type View = (typeof views)[number]["value"];

/** One model on the whole page: what it takes, what is in its file, how it talks, how fast it is. */
export function ModelPage({ id }: { id: string }) {
  const model = useModels((state) => state.models?.find((each) => each.id === id));
  const isKnown = useModels((state) => state.models !== null);
  const [asked] = useQueryValue("view");
  const view: View = views.find(({ value }) => value === asked)?.value ?? "fit";
  const show = (next: View) => go(modelPlace({ id }, next === "fit" ? undefined : next), { replace: true });
  const back = () => go(`/models?model=${encodeURIComponent(id)}`);
  const { load, unload } = useModels.getState();
  useInspect(model);
  const toggle = () => model && void (isUp(model) ? unload : load)(model.id);
  const canLoad = model !== undefined && isAnswering(model);
  usePageKeys([
    { key: "Escape", label: "Back to the library", icon: "left", run: back },
    ...views.map(({ value, label }, index) => ({ key: String(index + 1), label: `Show ${label.toLowerCase()}`, icon: "screen" as const, run: () => show(value) })),
    ...(canLoad ? [{ key: "l", label: isUp(model) ? "Unload" : "Load", icon: "models" as const, run: toggle }, { key: "p", label: `Chat with ${model.name}`, icon: "playground" as const, run: () => go(chatPlace(model)) }] : []),
  ]);
  const trail = { title: "Models", to: `/models?model=${encodeURIComponent(id)}` };
  if (!model)
    return (
      <Page name="models" title={isKnown ? "No such model" : "Model"} trail={trail}>
        {isKnown && (
          <EmptyState icon="models" title="This model is not in the library" body={`No model has the id ${id}. It may have been removed; its interactions are kept.`}>
            <Button onClick={() => go("/models")}>Show the library</Button>
          </EmptyState>
        )}
      </Page>
    );
  return (
    <Page
      name="models"
      title={model.name}
      trail={trail}
      note={`${model.quantization}, ${formatBytes(model.sizeBytes)}`}
      tools={
        <>
          <CopyButton text={model.id} what="id" />
          <Segmented label="View of the model" value={view} options={views} onChange={show} />
        </>
      }
      actions={
        canLoad && (
          <Button hotkey="l" onClick={toggle}>
            {isUp(model) ? "Unload" : "Load"}
          </Button>
        )
      }
    >
      {view === "fit" && <FitView model={model} />}
      {view === "tensors" && <TensorsView model={model} />}
      {view === "template" && <TemplateView model={model} />}
      {view === "bench" && <BenchView model={model} />}
    </Page>
  );
}
