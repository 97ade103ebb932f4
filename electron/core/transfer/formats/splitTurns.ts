import type { Message } from "../../../../shared/schemas/chat.ts";
import type { Answer } from "../spans/readAnswer.ts";

/**
 * A whole conversation as one call: its last message, where that is the assistant's, is the answer to all before it. `answer` null: it
 * ends with somebody else.
 */
export function splitTurns(messages: Message[]): { messages: Message[]; answer: Pick<Answer, "text" | "toolCalls" | "reasoning" | "finishReason"> | null } {
  const last = messages.at(-1);
  if (last?.role !== "assistant") return { messages, answer: null };
  return { messages: messages.slice(0, -1), answer: { text: last.content, toolCalls: last.toolCalls ?? null, reasoning: null, finishReason: last.toolCalls ? "tool_calls" : null } };
}
