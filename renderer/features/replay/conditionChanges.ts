import type { Conditions, Interaction } from "../../../shared/schemas/interaction.ts";
import type { Difference } from "../../../shared/schemas/replay.ts";
import { formatCount, formatHash, formatNoun } from "../../format.ts";
import { backendWords } from "../interactions/detail/conditionFacts.ts";

type Recorded = Pick<Interaction, "model" | "conditions">;
export type ConditionChange = { difference: Difference; label: string; before: string; after: string };

const unknown = "not known";
const count = (value: number | null) => (value === null ? unknown : formatCount(value));
const listed = (values: readonly string[]) => (values.length === 0 ? "none" : values.join(", "));
const sampling = (name: keyof NonNullable<Conditions["sampling"]>) => (recorded: Recorded) => {
  const value = recorded.conditions.sampling?.[name];
  if (value === undefined) return unknown;
  if (value === null) return "no limit";
  return Array.isArray(value) ? listed(value.map((each) => JSON.stringify(each))) : typeof value === "object" ? JSON.stringify(value) : String(value);
};

/** Every recorded fact behind a named difference, in words that differ where the fact does. */
const facts: readonly [Difference, string, (recorded: Recorded) => string][] = [
  ["model", "Model", ({ model, conditions }) => `${model ?? unknown} ${formatHash(conditions.modelSha256)}`],
  ["template", "Chat template", ({ conditions }) => formatHash(conditions.templateSha256)],
  ["engine", "Engine", ({ conditions }) => conditions.engine ?? unknown],
  ["backend", "Backend", ({ conditions }) => backendWords(conditions) ?? unknown],
  ["backend", "Devices", ({ conditions }) => listed(conditions.devices)],
  ["backend", "Threads", ({ conditions }) => count(conditions.threads)],
  ["parameters", "Temperature", sampling("temperature")],
  ["parameters", "Top-k", sampling("topK")],
  ["parameters", "Top-p", sampling("topP")],
  ["parameters", "Min-p", sampling("minP")],
  ["parameters", "Repeat penalty", sampling("repeatPenalty")],
  ["parameters", "Frequency penalty", sampling("frequencyPenalty")],
  ["parameters", "Presence penalty", sampling("presencePenalty")],
  ["parameters", "Penalties look back", sampling("repeatLastN")],
  ["parameters", "Seed", sampling("seed")],
  ["parameters", "Stop strings", sampling("stop")],
  ["parameters", "Max tokens", sampling("maxTokens")],
  ["parameters", "Sampling chain", ({ conditions }) => listed(conditions.samplingChain)],
  ["parameters", "Context", ({ conditions }) => (conditions.contextTokens === null ? unknown : formatNoun(conditions.contextTokens, "token"))],
  ["slots", "Slots", ({ conditions }) => count(conditions.slots)],
  ["slots", "Slots busy", ({ conditions }) => count(conditions.slotsBusy)],
  ["cache", "Reused from cache", ({ conditions }) => (conditions.cachedTokens === null ? unknown : formatNoun(conditions.cachedTokens, "token"))],
  ["cache", "Prompt batch", ({ conditions }) => (conditions.promptBatchTokens === null ? unknown : formatNoun(conditions.promptBatchTokens, "token"))],
];

/** The recorded facts that are not the same for both, with their values. */
export function conditionChanges(original: Recorded, replayed: Recorded): ConditionChange[] {
  return facts.flatMap(([difference, label, words]) => {
    const [before, after] = [words(original), words(replayed)];
    return before === after ? [] : [{ difference, label, before, after }];
  });
}
