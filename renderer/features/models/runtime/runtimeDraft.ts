import { automaticContextTokens } from "../../../../shared/gguf/automaticContextTokens.ts";
import { ModelSettings, type Model } from "../../../../shared/schemas/model.ts";

type NumberField = "threads" | "contextTokens" | "slots" | "gpuLayers" | "replicas" | "keepAliveMinutes";
/** Runtime settings as they are typed: the numbers as text. Empty: left to Tapedeck. */
export type RuntimeDraft = Omit<ModelSettings, NumberField> & Record<NumberField, string>;
const numberFields: readonly NumberField[] = ["threads", "contextTokens", "slots", "gpuLayers", "replicas", "keepAliveMinutes"];

const text = (value: number | null) => (value === null ? "" : String(value));
export function draftOf(settings: ModelSettings): RuntimeDraft {
  const { threads, contextTokens, slots, gpuLayers, replicas, keepAliveMinutes } = settings;
  return { ...settings, threads: text(threads), contextTokens: text(contextTokens), slots: text(slots), gpuLayers: text(gpuLayers), replicas: text(replicas), keepAliveMinutes: text(keepAliveMinutes) };
}

const number = (typed: string) => (/^\d[\d,. ]*$/.test(typed.trim()) ? Number(typed.replace(/[, ]/g, "")) : NaN);
const numberOrAutomatic = (typed: string) => (typed.trim() === "" ? null : number(typed));

export type DraftProblems = Partial<Record<keyof ModelSettings, string>>;
const ranges: Record<string, string> = {
  threads: "A whole number from 1 to 512.",
  contextTokens: "A whole number from 64 to 10,000,000.",
  slots: "A whole number from 1 to 64.",
  gpuLayers: "A whole number from 0 to 4,096.",
  replicas: "A whole number from 1 to 64.",
  keepAliveMinutes: "Minutes from 0 to 525,600.",
};

/** The settings that a draft means, or what is wrong with it, by field. */
export function readDraft(draft: RuntimeDraft): { settings: ModelSettings } | { problems: DraftProblems } {
  const numbers = Object.fromEntries(numberFields.map((field) => [field, field === "slots" ? number(draft.slots) : numberOrAutomatic(draft[field])]));
  const read = ModelSettings.safeParse({ ...draft, ...numbers });
  if (read.success) return { settings: read.data };
  const fields = read.error.issues.map((issue) => String(issue.path[0]));
  return { problems: Object.fromEntries(fields.map((field) => [field, ranges[field] ?? "Not valid."])) };
}

/** Tokens that one slot holds: as set, else what the file was trained for, at most 8,192. */
export function contextTokensOf(settings: ModelSettings, contextLength: number): number {
  return settings.contextTokens ?? automaticContextTokens(contextLength);
}

/** "8,192 tokens per slot, 16,384 in total": what the context settings come to. */
export function contextWords(settings: ModelSettings, { contextLength }: Pick<Model, "contextLength">): string {
  const perSlot = contextTokensOf(settings, contextLength);
  const total = perSlot * settings.slots;
  const beyond = perSlot > contextLength ? ` The model was trained for ${contextLength.toLocaleString("en-US")}.` : "";
  return `${perSlot.toLocaleString("en-US")} tokens per slot, ${total.toLocaleString("en-US")} in total.${beyond}`;
}
