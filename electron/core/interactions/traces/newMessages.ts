import type { Message } from "../../../../shared/schemas/chat.ts";
import type { ToolCall } from "../../../../shared/schemas/tools.ts";

/** A turn as far as it matters for what the next one repeats. */
export type SaidTurn = { messages: readonly Message[]; output: string; toolCalls: readonly ToolCall[] | null };

/**
 * How many of a request's messages were said before: by the turn of `earlier` that has the most of them, answer included. A request
 * that holds only the end of its history (a sliding window) is recognised too; what stays of it at the top, its system message, counts.
 */
export function repeatedMessages(messages: readonly Message[], earlier: readonly SaidTurn[]): number {
  const keys = messages.map(keyOf);
  return earlier.reduce((most, turn) => Math.max(most, repeatedFrom(keys, saidBy(turn))), 0);
}

/** Messages and answer of a turn, as keys. */
function saidBy({ messages, output, toolCalls }: SaidTurn): string[] {
  const keys = messages.map(keyOf);
  return output === "" && !toolCalls?.length ? keys : [...keys, keyOf({ role: "assistant", content: output, ...(toolCalls?.length ? { toolCalls: [...toolCalls] } : {}) })];
}

/** What makes two messages the same: who said what, and which tools were called; a call's id may have been made up on the way. */
const keyOf = ({ role, content, toolCalls }: Message): string => JSON.stringify([role, content, toolCalls?.map(({ name, arguments: given }) => [name, given]) ?? []]);

function repeatedFrom(keys: string[], said: string[]): number {
  const head = sharedStart(keys, said, 0, 0);
  if (head === said.length || head === keys.length) return head;
  // Where the history was cut, what comes next stands further on, and goes on to the end of what was said.
  for (let at = head + 1; at < said.length; at++) {
    if (said[at] !== keys[head]) continue;
    const length = sharedStart(keys, said, head, at);
    if (at + length === said.length) return head + length;
  }
  return head;
}

function sharedStart(keys: string[], said: string[], from: number, at: number): number {
  let length = 0;
  while (from + length < keys.length && at + length < said.length && keys[from + length] === said[at + length]) length++;
  return length;
}
