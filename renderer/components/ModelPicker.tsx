import type { Model } from "../../shared/schemas/model.ts";
import { offered } from "../features/models/library.ts";
import { useModels } from "../features/models/modelsStore.ts";
import { Select } from "./Select.tsx";
import { Who } from "./Swatch.tsx";

/** One model of the library, by name; retired ones are not offered. A name that was chosen stays shown. */
export function ModelPicker({ label = "Model", value, onChange, disabled }: { label?: string; value: string | null; onChange(name: string): void; disabled?: boolean }) {
  const models = useModels((state) => state.models);
  const options = offered(models ?? []).map((model) => ({ value: model.name, label: model.name, shown: <Who name={model.name} />, note: stateWord(model) }));
  if (value && !options.some((option) => option.value === value)) options.push({ value, label: value, shown: <Who name={value} />, note: absence(models, value) });
  return <Select label={label} value={value ?? ""} options={options} onChange={onChange} placeholder="Choose a model" disabled={disabled} />;
}

function absence(models: readonly Model[] | null, name: string): string {
  if (models === null) return "";
  const model = models.find((each) => each.name === name);
  return model ? (model.isRetired ? "retired" : "not a model by itself") : "not in the library";
}

/** A model's state in a word or two. */
export function stateWord(model: Model): string {
  if (model.fileState === "missing") return "file missing";
  if (model.fileState === "changed") return "file changed";
  if (model.runtime.state !== "unloaded") return model.runtime.state;
  return model.fileState === "hashing" ? "hashing" : "not loaded";
}
