import { ModelSettings, type Model } from "../../../shared/schemas/model.ts";
import { contextTokensOf } from "./memoryFit.ts";

/** Runtime settings as they are typed. Empty threads or context: left to Tapedeck. */
export type RuntimeDraft = { gpu: ModelSettings["gpu"]; threads: string; contextTokens: string; slots: string };

export function draftOf({ gpu, threads, contextTokens, slots }: ModelSettings): RuntimeDraft {
  return { gpu, threads: threads === null ? "" : String(threads), contextTokens: contextTokens === null ? "" : String(contextTokens), slots: String(slots) };
}

const number = (text: string) => (/^\d[\d,. ]*$/.test(text.trim()) ? Number(text.replace(/[,. ]/g, "")) : NaN);
const numberOrAutomatic = (text: string) => (text.trim() === "" ? null : number(text));

export type DraftProblems = Partial<Record<keyof RuntimeDraft, string>>;
const ranges: Record<string, string> = { threads: "A whole number from 1 to 512.", contextTokens: "A whole number from 64 to 10,000,000.", slots: "A whole number from 1 to 64." };

/** The settings that a draft means, or what is wrong with it, by field. */
export function readDraft(draft: RuntimeDraft): { settings: ModelSettings } | { problems: DraftProblems } {
  const read = ModelSettings.safeParse({ gpu: draft.gpu, threads: numberOrAutomatic(draft.threads), contextTokens: numberOrAutomatic(draft.contextTokens), slots: number(draft.slots) });
  if (read.success) return { settings: read.data };
  const fields = read.error.issues.map((issue) => String(issue.path[0]));
  return { problems: Object.fromEntries(fields.map((field) => [field, ranges[field] ?? "Not valid."])) };
}

/** "8,192 tokens per slot, 16,384 in total": what the context settings come to. */
export function contextWords(settings: ModelSettings, { contextLength }: Pick<Model, "contextLength">): string {
  const perSlot = contextTokensOf(settings, contextLength);
  const total = perSlot * settings.slots;
  const beyond = perSlot > contextLength ? ` The model was trained for ${contextLength.toLocaleString("en-US")}.` : "";
  return `${perSlot.toLocaleString("en-US")} tokens per slot, ${total.toLocaleString("en-US")} in total.${beyond}`;
}
