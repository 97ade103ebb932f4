import type { Answer, BodyKind, Logprobs, Prompt, Record } from "./bodyKinds.ts";
import type { Outcome } from "./recording.ts";
import { sentBody, type SentBody } from "./sentBody.ts";
import { previewOf, searchableOf } from "./texts.ts";

/** An outcome as the writer thread puts it down: made ready on this side. */
export type FinishWrite = {
  write: "finish";
  id: string;
  row: { [column: string]: string | number | null };
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
    row: {
      status, endedAt, finishReason, ...usage, ...timings, output: previewOf(output), errorCode: error?.code ?? null, error: error && JSON.stringify(error), redactions: redactions ? JSON.stringify(redactions) : null,
    },
    model: { name: model?.name ?? null, sha256: model?.sha256 ?? null, deployment },
    bodies,
    output: searchableOf(output),
    error: searchableOf(error?.message ?? ""),
  };
}

const json = (value: unknown): SentBody => sentBody(Buffer.from(JSON.stringify(value)));
