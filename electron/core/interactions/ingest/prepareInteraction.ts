import type { IncomingInteraction } from "../../../../shared/schemas/incoming.ts";
import { promptHashOf } from "../../storage/log/promptHash.ts";
import type { Answer, Logprobs, Prompt, Record } from "../bodies/bodyKinds.ts";
import type { Repeats } from "../bodies/repeats.ts";
import { sentBody, type SentBody } from "../bodies/sentBody.ts";
import { conversationText, displayable, inputOf, previewOf, searchableOf } from "../texts.ts";
import type { PreparedInteraction } from "./prepared.ts";

/** An interaction as it is written, under `id`. What came twice is seen by `repeats`. */
export function prepareInteraction(incoming: IncomingInteraction, id: string, repeats: Repeats): PreparedInteraction {
  const { recorded, request, output, error, usage, timings, raw } = incoming;
  const { messages } = request;
  const traceId = name(recorded ? recorded.traceId : incoming.traceId);
  const spanId = name(recorded ? recorded.spanId : incoming.spanId);
  const source = name(recorded ? recorded.source : incoming.source);
  const sourceId = name(recorded ? recorded.sourceId : incoming.sourceId);
  const metadata = recorded ? (recorded.metadata ?? request.metadata ?? null) : incoming.metadata;
  return {
    id, traceId, spanId, source, sourceId,
    isRunning: incoming.status === "running",
    tags: incoming.tags.map(displayable),
    row: [
      id, wholeMs(incoming.createdAt), incoming.endedAt === null ? null : wholeMs(incoming.endedAt), incoming.status, recorded?.origin ?? request.origin, name(incoming.model), recorded?.modelSha256 ?? null, name(incoming.deployment),
      name(incoming.session), name(incoming.user), JSON.stringify(incoming.tags), traceId, spanId, name(incoming.parentSpanId), source, sourceId,
      recorded?.replayOf ?? null, previewOf(inputOf(messages)), previewOf(output), incoming.finishReason, error?.code ?? null, error && JSON.stringify(error), usage.promptTokens, usage.completionTokens, usage.cachedTokens,
      timings.queueMs, timings.loadMs, timings.promptMs, timings.firstTokenMs, timings.generationMs, timings.totalMs, timings.tokensPerSecond,
      incoming.clockMark, name(recorded?.spanName ?? incoming.name ?? null), promptHashOf(messages), incoming.redactions ? JSON.stringify(incoming.redactions) : null, metadata && JSON.stringify(metadata),
    ],
    bodies: bodiesOf(incoming, raw, repeats),
    text: { input: conversationText(messages), output: searchableOf(incoming.reasoning ? `${output}\n${incoming.reasoning}` : output), error: searchableOf(error?.message ?? "") },
  };
}

function bodiesOf({ recorded, original, request, output, toolCalls, reasoning }: IncomingInteraction, raw: Uint8Array | null, repeats: Repeats): PreparedInteraction["bodies"] {
  const requestBytes = recorded && raw ? bufferOf(raw) : Buffer.from(JSON.stringify(request));
  const answer: Answer = { output, tokens: recorded?.outputTokens ?? null, ends: recorded?.outputTokenEnds ?? null, toolCalls, reasoning };
  const bodies: PreparedInteraction["bodies"] = [["request", sentBody(requestBytes, repeats)], ["answer", whole(answer)]];
  if (!recorded) return raw ? [...bodies, ["raw", sentBody(bufferOf(raw), repeats)]] : bodies;
  if (original) bodies.push(["raw", sentBody(bufferOf(original), repeats)]);
  if (recorded.prompt !== null) bodies.push(["prompt", whole({ text: recorded.prompt, tokens: recorded.promptTokens } satisfies Prompt)]);
  if (recorded.logprobs || recorded.promptLogprobs) bodies.push(["logprobs", whole({ answer: recorded.logprobs, prompt: recorded.promptLogprobs } satisfies Logprobs)]);
  bodies.push(["record", whole({ conditions: recorded.conditions, attempts: recorded.attempts } satisfies Record)]);
  return bodies;
}

const whole = (value: unknown): SentBody => sentBody(Buffer.from(JSON.stringify(value)));
const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const name = (text: string | null): string | null => (text === null ? null : displayable(text));

/** What a date can hold, and a column of whole numbers too. */
const furthestMs = 8.64e15;
export const wholeMs = (time: number): number => Math.floor(Math.min(Math.max(time, -furthestMs), furthestMs));
