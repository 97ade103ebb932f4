import { ModelPicker, stateWord } from "../../components/ModelPicker.tsx";
import { formatBytes, formatCount, formatPercent } from "../../format.ts";
import { useModels } from "../models/modelsStore.ts";
import { usePlayground } from "./playgroundStore.ts";

/** Who is asked, over each column. `shown` are the names in force, `null` where there is none. */
export function Targets({ shown }: { shown: readonly (string | null)[] }) {
  const choose = (column: number, name: string) => usePlayground.getState().change({ targets: shown.map((target, index) => (index === column ? name : target)) });
  return (
    <div className="targets">
      {shown.map((target, column) => (
        <div className="target" key={column}>
          <ModelPicker label={shown.length === 1 ? "Model" : `Model of column ${column + 1}`} value={target} onChange={(name) => choose(column, name)} />
          {target !== null && <TargetFacts name={target} />}
        </div>
      ))}
    </div>
  );
}

function TargetFacts({ name }: { name: string }) {
  const model = useModels((state) => state.models?.find((each) => each.name === name));
  if (!model) return null;
  const { runtime } = model;
  const words =
    runtime.state === "loaded"
      ? ["local", runtime.memoryBytes === null ? null : formatBytes(runtime.memoryBytes), `context ${formatCount(runtime.runtime.contextTokens)}`].filter(Boolean).join(", ")
      : runtime.state === "loading"
        ? `loading, ${formatPercent(runtime.progress)}`
        : runtime.state === "failed"
          ? runtime.error.code === "model-load-failed" ? "could not be loaded" : "stopped, loads with the next message"
          : stateWord(model) === "not loaded"
            ? "loads with the first message"
            : stateWord(model);
  return <span className="faint small clip tabular">{words}</span>;
}
