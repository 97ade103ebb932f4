import type { Model } from "../../../../shared/schemas/model.ts";
import { Button } from "../../../components/Button.tsx";
import { FailureNotice, Notice } from "../../../components/Notice.tsx";
import { fileName } from "../library.ts";
import { useModels } from "../modelsStore.ts";
import { takeOut } from "./takeOut.ts";

/** What is wrong with a model: its file, its process, or the last thing that was asked of it. */
export function ModelTroubles({ model }: { model: Model }) {
  const trouble = useModels((state) => state.troubles[model.id]);
  const { load } = useModels.getState();
  const file = fileName(model.location);
  const again = (
    <Button small onClick={() => void load(model.id)}>
      Load again
    </Button>
  );
  const lastGood = model.runtime.state === "failed" ? model.runtime.lastGood : undefined;
  const loadLastGood = async () => {
    if (lastGood && (await useModels.getState().update(model.id, { settings: lastGood }))) await load(model.id);
  };
  const isLoadTrouble = model.runtime.state === "failed";
  const notices = [
    model.fileState === "missing" && (
      <Notice key="missing" tone="warn" title="The file is not there any more" body={`${file} is not at ${model.location}.`} fix="Put it back, or import it from its new place: the same bytes are the same model.">
        <Button small onClick={() => takeOut(model)}>
          Remove
        </Button>
      </Notice>
    ),
    model.fileState === "changed" && <Notice key="changed" tone="warn" title="The file is another one now" body={`${file} no longer has the bytes with this hash, so it is not loaded under this name.`} fix="Put the old file back, or import the new one: it becomes a model of its own." />,
    model.runtime.state === "failed" && (
      <FailureNotice key="failed" title="The model could not be loaded" failure={model.runtime.error}>
        {again}
        {lastGood && (
          <Button small onClick={() => void loadLastGood()}>
            Use the settings that worked last
          </Button>
        )}
      </FailureNotice>
    ),
    trouble && !(isLoadTrouble && trouble.failure.message === (model.runtime.state === "failed" ? model.runtime.error.message : "")) && <FailureNotice key="trouble" title={trouble.title} failure={trouble.failure} />,
  ].filter(Boolean);
  if (notices.length === 0) return null;
  return <section className="troubles">{notices}</section>;
}
