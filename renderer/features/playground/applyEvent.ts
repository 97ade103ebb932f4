import { assertNever, type Failure } from "../../../shared/errors.ts";
import type { RunEvent } from "../../../shared/schemas/chat.ts";
import { unknownFacts, type AnswerFacts, type Reply } from "./conversation.ts";

/** The reply after one event of its stream; `elapsedMs` since the question was sent. While it answers, the figures are this page's own. */
export function applyEvent(reply: Reply, event: RunEvent, elapsedMs: number): Reply {
  switch (event.type) {
    case "begun":
      return { ...reply, interactionId: event.interactionId };
    case "queued":
      return { ...reply, phase: { state: "queued", ahead: event.ahead } };
    case "loading":
      return { ...reply, phase: { state: "loading", progress: event.progress } };
    case "prompt":
      return { ...reply, phase: { state: "reading", processed: event.processed, promptTokens: event.promptTokens } };
    // The playground asks for neither.
    case "promptLogprobs":
    case "toolCalls":
      return reply;
    case "text":
      return { ...reply, text: reply.text + event.text, phase: { state: "answering", facts: grown(reply, event.tokens, elapsedMs) } };
    case "done": {
      const { status, finishReason, usage, timings } = event;
      return { ...reply, interactionId: event.interactionId, phase: { state: "ended", status, finishReason, facts: { ...usage, ...timings }, failure: null } };
    }
    default:
      return assertNever(event);
  }
}

function grown({ phase }: Reply, tokens: number, elapsedMs: number): AnswerFacts {
  const before = phase.state === "answering" ? phase.facts : { ...unknownFacts, promptTokens: phase.state === "reading" ? phase.promptTokens : null };
  const firstTokenMs = before.firstTokenMs ?? elapsedMs;
  const completionTokens = (before.completionTokens ?? 0) + tokens;
  const generationMs = elapsedMs - firstTokenMs;
  return { ...before, firstTokenMs, completionTokens, tokensPerSecond: generationMs > 250 ? ((completionTokens - tokens) * 1000) / generationMs : before.tokensPerSecond };
}

/** The reply when its stream failed: what it has said stays. */
export function applyFailure(reply: Reply, failure: Failure): Reply {
  const { phase } = reply;
  const id = failure.details?.["interactionId"];
  const isCancelled = failure.code === "cancelled";
  return {
    ...reply,
    interactionId: typeof id === "string" ? id : reply.interactionId,
    phase: {
      state: "ended", status: isCancelled ? "cancelled" : "failed", finishReason: null, failure: isCancelled ? null : failure,
      facts: phase.state === "answering" ? phase.facts : { ...unknownFacts, promptTokens: phase.state === "reading" ? phase.promptTokens : null },
    },
  };
}
