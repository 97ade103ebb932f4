import type { Message } from "../../../../shared/schemas/chat.ts";
import { correctionOf } from "./rating.ts";
import type { Selected } from "./selected.ts";

/** A conversation that a data set can teach: what was asked and a whole answer to it. */
export type Taught = { messages: Message[]; answer: Message; changed: string[] };

/** Why an interaction teaches no answer; null: it does. */
export function whyNoAnswer({ interaction: { request, status, output, toolCalls } }: Selected): string | null {
  if (request.operation !== undefined && request.operation !== "chat") return `It is no conversation (${request.operation})`;
  if (status !== "ok") return `It has no whole answer (${status})`;
  if (output === "" && !toolCalls?.length) return "Its answer is empty";
  return null;
}

/** The answer that was given, as the message that would go on with the conversation. */
export function answerMessage({ interaction: { output, toolCalls } }: Selected): Message {
  return { role: "assistant", content: output, ...(toolCalls?.length ? { toolCalls } : {}) };
}

/** What an interaction teaches, a correction in the answer's place where there is one; or why it teaches nothing. */
export function taughtBy(selected: Selected): Taught | { skipped: string } {
  const { request } = selected.interaction;
  const correction = correctionOf(selected);
  if (correction !== null && (request.operation ?? "chat") === "chat") {
    return { messages: request.messages, answer: { role: "assistant", content: correction }, changed: ["A correction stands in the answer's place"] };
  }
  const why = whyNoAnswer(selected);
  if (why !== null) return { skipped: why };
  return { messages: request.messages, answer: answerMessage(selected), changed: changesOf(selected) };
}

/** What a reader of the data set must know of an answer. */
export function changesOf({ interaction: { reasoning, finishReason } }: Selected): string[] {
  const changed: string[] = [];
  if (finishReason === "length" || finishReason === "context") changed.push("The answer was cut at its limit, and is written as it is");
  if (reasoning) changed.push("What the model thought before it answered is left out");
  return changed;
}
