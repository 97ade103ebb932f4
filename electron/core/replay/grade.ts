import type { Interaction } from "../../../shared/schemas/interaction.ts";
import type { ReplayResult } from "../../../shared/schemas/replay.ts";
import { answerTokens, type AnswerToken } from "../../../shared/text/answerTokens.ts";
import { differences } from "./differences.ts";

type Divergence = NonNullable<ReplayResult["firstDivergence"]>;

/** A replay held against its original: same bytes, same tokens, or the first token that differs, and which conditions differ. */
export function grade(original: Interaction, replayed: Interaction): ReplayResult {
  const result = {
    interactionId: replayed.id,
    createdAt: replayed.createdAt,
    model: replayed.model,
    differences: [...differences(original.conditions, replayed.conditions), ...(isRedacted(original) ? (["redaction"] as const) : [])],
    output: replayed.output,
    error: replayed.error?.message ?? null,
  };
  if (replayed.status !== "ok") return { ...result, grade: "failed", firstDivergence: null };
  const isSameEnd = original.finishReason === replayed.finishReason && original.status === replayed.status;
  if (original.output === replayed.output && isSameEnd) return { ...result, grade: "identical", firstDivergence: null };
  const firstDivergence = findDivergence(original, replayed);
  return { ...result, grade: firstDivergence ? "diverged" : "same-tokens", firstDivergence };
}

/** What was taken out can't be sent again; the marks that stand there may also make two answers look the same. */
const isRedacted = ({ redactions }: Interaction) => redactions != null && Object.keys(redactions).length > 0;

function findDivergence(original: Interaction, replayed: Interaction): Divergence | null {
  const before = answerTokens(original);
  const after = answerTokens(replayed);
  const isSameModel = original.conditions.modelSha256 !== null && original.conditions.modelSha256 === replayed.conditions.modelSha256;
  return isSameModel && before[0]?.id != null && after[0]?.id != null ? divergenceById(before, after) : divergenceByText(original.output, replayed.output, before, after);
}

function divergenceById(before: AnswerToken[], after: AnswerToken[]): Divergence | null {
  const token = before.findIndex(({ id }, index) => id !== after[index]?.id);
  const index = token < 0 ? before.length : token;
  return index === before.length && index === after.length ? null : { token: index, original: before[index]?.text ?? "", replayed: after[index]?.text ?? "" };
}

/** Two models need not cut text alike: the first differing character decides, and each side's own token there is shown. */
function divergenceByText(original: string, replayed: string, before: AnswerToken[], after: AnswerToken[]): Divergence | null {
  if (original === replayed) return null;
  const shorter = Math.min(original.length, replayed.length);
  let at = 0;
  while (at < shorter && original[at] === replayed[at]) at++;
  const holds = ({ start, text }: AnswerToken) => at < start + text.length;
  const index = before.findIndex(holds);
  return { token: index < 0 ? before.length : index, original: before[index]?.text ?? "", replayed: after.find(holds)?.text ?? "" };
}
