import { AppError } from "../errors.ts";
import { createFacts } from "./facts.ts";
import type { GgufHeader } from "./parseHeader.ts";
import { quoted } from "./quoted.ts";

type Header = Pick<GgufHeader, "metadata" | "tensors" | "view">;
type Pair = { a?: number[]; b?: number[] };

const ending = /^(.+)\.lora_([ab])$/;
const shown = (dimensions: number[]) => dimensions.join(" × ");

/** The adapter's tensors by the name of the base's tensor that they change; null where one is neither half of a pair. */
function pairsOf({ tensors }: Header): Map<string, Pair> | null {
  const pairs = new Map<string, Pair>();
  for (const { name, dimensions } of tensors) {
    // llama.cpp passes these over.
    if (name.endsWith("_norm.weight")) continue;
    const match = ending.exec(name);
    if (!match) return null;
    pairs.set(match[1]!, { ...pairs.get(match[1]!), [match[2]!]: dimensions });
  }
  return pairs;
}

/** Why llama.cpp would refuse to use the adapter on the base, in one line of plain words; null: it fits. */
export function whyAdapterDoesNotFit(adapter: Header, base: Header): string | null {
  const [facts, baseFacts] = [createFacts(adapter), createFacts(base)];
  const type = facts.text("adapter.type");
  if (facts.text("general.type") !== "adapter" || type !== "lora") return type === null ? "The file is not an adapter." : `The adapter is of the type ${quoted(type)}, and only LoRA can be used.`;
  const [wanted, found] = [facts.text("general.architecture"), baseFacts.text("general.architecture")];
  if (wanted !== found) return `The adapter was made for the architecture ${quoted(wanted ?? "")}, and the model is ${quoted(found ?? "")}.`;
  const pairs = pairsOf(adapter);
  if (!pairs || pairs.size === 0) return "The adapter holds no pairs of LoRA tensors, or others beside them.";
  const shapes = new Map(base.tensors.map(({ name, dimensions }) => [name, dimensions]));
  for (const [name, { a, b }] of pairs) {
    if (!a || !b) return `The adapter lacks one of the two tensors for ${quoted(name)}.`;
    const shape = shapes.get(name);
    if (!shape) return `The adapter changes the tensor ${quoted(name)}, which the model does not have.`;
    // Embeddings are looked up by row: their pair lies the other way round.
    const made = name === "token_embd.weight" ? [b[1] ?? 1, a[1] ?? 1] : [a[0] ?? 1, b[1] ?? 1];
    if (made[0] !== shape[0] || made[1] !== (shape[1] ?? 1)) return `The adapter changes ${quoted(name)} as ${shown(made)}, and the model has it as ${shown(shape)}.`;
    if (name !== "token_embd.weight" && (a[1] ?? 1) !== (b[0] ?? 1)) return `The adapter's two tensors for ${quoted(name)} do not fit each other.`;
  }
  return null;
}

/** Throws `bad-request`, with the reason, where the adapter does not fit the base. Names are for the message. */
export function checkAdapterFits(adapter: { name: string; header: Header }, base: { name: string; header: Header }): void {
  const reason = whyAdapterDoesNotFit(adapter.header, base.header);
  if (reason !== null) throw new AppError("bad-request", `The adapter ${adapter.name} can't be used on ${base.name}. ${reason}`, { fix: "Use it on the model that it was made for.", details: { reason } });
}
