import type { Model } from "../../../shared/schemas/model.ts";
import { formatParameters } from "../../format.ts";

export type Family = { name: string; facts: string; models: Model[] };

const byText = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** Whether every word of `text` stands in the model's name, family, version, quantization, architecture or hash. */
export function matches(model: Model, text: string): boolean {
  const hay = [model.name, model.family, model.version, model.quantization, model.architecture, model.sha256 ?? "", model.location].join(" ").toLowerCase();
  return text.toLowerCase().split(/\s+/).every((word) => hay.includes(word));
}

const speedOf = ({ runtime }: Model) => (runtime.state === "loaded" ? (runtime.tokensPerSecond ?? -1) : -1);
const orders: Record<string, (a: Model, b: Model) => number> = {
  version: (a, b) => byText.compare(a.version, b.version),
  quantization: (a, b) => byText.compare(a.quantization, b.quantization),
  size: (a, b) => a.sizeBytes - b.sizeBytes,
  speed: (a, b) => speedOf(a) - speedOf(b),
};

/**
 * Models by family, families in reading order; a family's facts are those that all its models share. `sort` orders the models of each:
 * `version`, `quantization`, `size` or `speed`, with a minus falling; of equals the larger file comes first.
 */
export function families(models: readonly Model[], sort = "version"): Family[] {
  const sign = sort.startsWith("-") ? -1 : 1;
  const order = orders[sort.replace("-", "")] ?? orders["version"]!;
  return [...Map.groupBy(models, (model) => model.family)]
    .map(([name, members]) => ({ name, facts: sharedFacts(members), models: members.toSorted((a, b) => sign * order(a, b) || orders["version"]!(a, b) || b.sizeBytes - a.sizeBytes) }))
    .sort((a, b) => byText.compare(a.name, b.name));
}

/** The models as a table of tabs, for a spreadsheet. */
export function asTable(models: readonly Model[]): string {
  const rows = models.map((model) => [model.name, model.family, model.version, model.quantization, model.sizeBytes, speedOf(model) < 0 ? "" : speedOf(model), model.runtime.state, model.fileState, model.sha256 ?? "", model.location]);
  return [["name", "family", "version", "quantization", "sizeBytes", "tokensPerSecond", "state", "file", "sha256", "location"], ...rows].map((row) => row.map((cell) => String(cell).replaceAll(/[\t\r\n]/g, " ")).join("\t")).join("\n");
}

function sharedFacts(models: readonly Model[]): string {
  const of = (fact: (model: Model) => string) => {
    const facts = new Set(models.map(fact));
    return facts.size === 1 ? [...facts] : [];
  };
  return [...of((model) => formatParameters(model.parameters)), ...of((model) => model.architecture), ...of((model) => `context ${model.contextLength.toLocaleString("en-US")}`)].join(", ");
}

/** The model after or before the selected one in the order of the screen; it stops at the ends. */
export function neighbour(shown: readonly Model[], id: string | undefined, step: 1 | -1): Model | undefined {
  const at = shown.findIndex((model) => model.id === id);
  return shown[Math.min(Math.max(at + step, 0), shown.length - 1)];
}

/** The address of the Playground with this model. */
export const chatPlace = ({ name }: Model) => `/playground?${new URLSearchParams({ target: name })}`;

/** File name of a model's place, without its folders. */
export function fileName(location: string): string {
  return location.replace(/^embedded:/, "").split(/[\\/]/).at(-1) ?? location;
}

export const isEmbedded = (model: Model) => model.location.startsWith("embedded:");
/** Whether its bytes are there to be loaded. */
export const isUsable = (model: Model) => model.fileState === "ready" || model.fileState === "hashing";
export const isUp = (model: Model) => model.runtime.state === "loaded" || model.runtime.state === "loading";
