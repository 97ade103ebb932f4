import type { Model } from "../../../shared/schemas/model.ts";

export const byText = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** Whether every word of `text` stands in the model's name, family, version, quantization, architecture, tags, notes or hash. */
export function matches(model: Model, text: string): boolean {
  const hay = [model.name, model.kind, model.family, model.version, model.quantization, model.architecture, model.license, ...model.tags, model.notes, model.sha256 ?? "", model.location].join(" ").toLowerCase();
  return text.toLowerCase().split(/\s+/).every((word) => hay.includes(word));
}

/** Tokens a second as last seen; -1: not known. */
export const speedOf = ({ runtime }: Model) => (runtime.state === "loaded" ? (runtime.tokensPerSecond ?? -1) : -1);

/** The address of the Playground with this model. */
export const chatPlace = ({ name }: Model) => `/playground?${new URLSearchParams({ target: name })}`;

/** The address of a model's own page. */
export const modelPlace = ({ id }: Pick<Model, "id">, view?: string) => `/models/${encodeURIComponent(id)}${view ? `?view=${view}` : ""}`;

/** File name of a model's place, without its folders. */
export function fileName(location: string): string {
  return location.replace(/^embedded:/, "").split(/[\\/]/).at(-1) ?? location;
}

export const isEmbedded = (model: Model) => model.location.startsWith("embedded:");
/** Whether its bytes are there to be read. */
export const isUsable = (model: Model) => model.fileState === "ready" || model.fileState === "hashing";
/** Whether it can answer: an adapter or a projector can't by itself. */
export const isAnswering = (model: Model) => isUsable(model) && model.kind === "model";
export const isUp = (model: Model) => model.runtime.state === "loaded" || model.runtime.state === "loading";
/** Models that a person is offered to choose from: those that answer and are not retired. */
export const offered = (models: readonly Model[]): Model[] => models.filter((model) => model.kind === "model" && !model.isRetired);
/** The other models of the family, those of the same kind. */
export const siblings = (models: readonly Model[], model: Model): Model[] => models.filter((each) => each.id !== model.id && each.family === model.family && each.kind === model.kind);
