import type { Answer, BodyKind, Logprobs, Prompt, Record } from "../bodies/bodyKinds.ts";
import type { SqlValue } from "../ingest/prepared.ts";
import type { Outcome } from "../recording.ts";
import { ownBody, sentBody, type SentBody } from "../bodies/sentBody.ts";
import { previewOf, searchableOf } from "../texts.ts";

export const endedColumns = [
  "status", "ended_at", "output", "finish_reason", "error_code", "error", "prompt_tokens", "completion_tokens", "cached_tokens", "queue_ms", "load_ms", "prompt_ms", "first_token_ms", "generation_ms", "total_ms",
  "tokens_per_second",
] as const;

/** An outcome as the writer thread puts it down: made ready on this side. */
export type FinishWrite = {
  write: "finish";
  id: string;
  /** In the order of `endedColumns`, then what was taken out. */
  row: SqlValue[];
  model: { name: string | null; sha256: string | null; deployment: string | null };
  bodies: [BodyKind, SentBody][];
  /** For full text. */
  output: string;
  error: string;
};

export function finishWrite(id: string, outcome: Outcome): FinishWrite {
  const { status, endedAt, model, deployment, prompt, output, finishReason, error, usage, timings, conditions, attempts, logprobs, promptLogprobs, redactions } = outcome;
  const bodies: FinishWrite["bodies"] = [
    ["answer", json({ output, tokens: outcome.outputTokens, ends: outcome.outputTokenEnds, toolCalls: outcome.toolCalls ?? null, reasoning: null } satisfies Answer)],
    ["record", json({ conditions, attempts } satisfies Record)],
  ];
  if (logprobs || promptLogprobs) bodies.push(["logprobs", json({ answer: logprobs ?? null, prompt: promptLogprobs ?? null } satisfies Logprobs)]);
  if (prompt !== null) bodies.push(["prompt", json({ text: prompt, tokens: outcome.promptTokens } satisfies Prompt)]);
  return {
    write: "finish",
    id,
    row: [
      status, endedAt, previewOf(output), finishReason, error?.code ?? null, error && JSON.stringify(error), usage.promptTokens, usage.completionTokens, usage.cachedTokens, timings.queueMs, timings.loadMs, timings.promptMs,
      timings.firstTokenMs, timings.generationMs, timings.totalMs, timings.tokensPerSecond, redactions ? JSON.stringify(redactions) : null,
    ],
    model: { name: model?.name ?? null, sha256: model?.sha256 ?? null, deployment },
    bodies,
    output: searchableOf(output),
    error: searchableOf(error?.message ?? ""),
  };
}

const json = (value: unknown): SentBody => ownBody(sentBody(Buffer.from(JSON.stringify(value))));
