import type { Failure } from "../../../shared/errors.ts";
import type { FinishReason, Message, Status } from "../../../shared/schemas/chat.ts";

/** Figures of an answer; nulls are not known. */
export type AnswerFacts = { firstTokenMs: number | null; tokensPerSecond: number | null; completionTokens: number | null; promptTokens: number | null };

/** How far an answer is. `reading` decodes the prompt; `ended` is final, whatever came of it. */
export type Phase =
  | { state: "asking" }
  | { state: "queued"; ahead: number }
  | { state: "loading"; progress: number }
  | { state: "reading"; processed: number; promptTokens: number }
  | { state: "answering"; facts: AnswerFacts }
  | { state: "ended"; status: Status; finishReason: FinishReason | null; facts: AnswerFacts; failure: Failure | null };

/** What one model has said to a message so far. `interactionId` null: the log has not taken it in (yet). */
export type Reply = { target: string; interactionId: string | null; text: string; phase: Phase };

/** A message of the person and the answers to it, one a column; null: that column was not asked. */
export type Turn = { id: number; user: string; replies: (Reply | null)[] };

/** `given`: messages that the conversation began with, taken over from an interaction; they go to every column. */
export type Conversation = { given: Message[]; turns: Turn[] };

export const unknownFacts: AnswerFacts = { firstTokenMs: null, tokensPerSecond: null, completionTokens: null, promptTokens: null };
export const isRunning = (reply: Reply | null | undefined): boolean => reply != null && reply.phase.state !== "ended";
export const isTurnRunning = (turn: Turn | undefined): boolean => turn?.replies.some(isRunning) ?? false;

/** What a column has heard to a message: its own answer; where it has none, the first other column's. */
function heard(turn: Turn, column: number): string {
  return turn.replies[column]?.text || turn.replies.find((reply) => reply?.text)?.text || "";
}

/**
 * The messages that `column` is asked with after `turns`, without the next message. A message that nobody answered is left
 * out: two messages in a row without an answer between them break most chat templates.
 */
export function historyOf({ given, turns }: Conversation, column: number, system: string): Message[] {
  const history: Message[] = system === "" ? [...given] : [{ role: "system", content: system }, ...given];
  for (const turn of turns) {
    const answer = heard(turn, column);
    if (answer !== "") history.push({ role: "user", content: turn.user }, { role: "assistant", content: answer });
  }
  return history;
}
