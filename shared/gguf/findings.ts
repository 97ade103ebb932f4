import type { z } from "zod";
import type { Finding } from "../schemas/model.ts";
import type { Facts } from "./facts.ts";
import { whyNotRunnable, type GgufKind } from "./kinds.ts";
import type { Refusal } from "./refusal.ts";
import type { Tokenizer } from "./tokenizer.ts";

type Found = z.infer<typeof Finding>;
type Known = { kind: GgufKind; refusal: Refusal | null; tokenizer: Tokenizer; contextLength: number; quantization: { name: string; claimed: string | null } };

/** What a person should know about a file that is valid. */
export function findingsOf(facts: Facts, { kind, refusal, tokenizer, contextLength, quantization }: Known): Found[] {
  const found: Found[] = [];
  const why = whyNotRunnable(kind);
  if (why) found.push({ severity: "danger", what: "Can't answer by itself", why });
  const { name, claimed } = quantization;
  if (claimed && claimed !== name) found.push({ severity: "caution", what: `Named ${claimed}, is ${name}`, why: `general.file_type says ${claimed}, but no tensor is stored that way.` });
  if (kind === "adapter" || kind === "projector") return found;
  if (refusal) found.push({ severity: "danger", ...refusal });
  if (!tokenizer.model || tokenizer.tokens === 0) found.push({ severity: "danger", what: "No tokenizer", why: "Without a vocabulary no text can be given to the model." });
  if (facts.text("tokenizer.chat_template") === null) found.push({ severity: "caution", what: "No chat template", why: "Messages are given to the model as plain text; a base model continues text rather than answer." });
  if (contextLength === 0) found.push({ severity: "caution", what: "No context length", why: "The file does not say how many tokens it was trained for; 4,096 are assumed." });
  return found;
}
