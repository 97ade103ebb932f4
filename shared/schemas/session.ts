import { z } from "zod";
import { Message } from "./chat.ts";
import { InteractionSummary } from "./interaction.ts";
import { ToolCall } from "./tools.ts";

export const SessionRequest = z.object({
  session: z.string().min(1).max(500),
  /** How many turns are left out before the first of the page. */
  from: z.int().min(0).default(0),
  limit: z.int().min(1).max(200).default(50),
});
export type SessionRequest = z.infer<typeof SessionRequest>;

/** One interaction of a conversation: what it says that no turn before it said, and its answer, both whole. */
export const SessionTurn = z.object({
  interaction: InteractionSummary,
  /** How many messages of its request stood in earlier turns; they are not given again. */
  repeatedMessages: z.int(),
  messages: z.array(Message),
  output: z.string(),
  toolCalls: z.array(ToolCall).nullable(),
});
export type SessionTurn = z.infer<typeof SessionTurn>;

/** Turns in the order of time. A page ends early where its texts are long; `total` is of the whole session. */
export const SessionPage = z.object({ total: z.int(), from: z.int(), turns: z.array(SessionTurn) });
export type SessionPage = z.infer<typeof SessionPage>;

/** What a session comes to. Null: no turn says it. */
export const SessionTotals = z.object({
  turns: z.int(),
  failed: z.int(),
  /** Names, at most 20. */
  users: z.array(z.string()),
  models: z.array(z.string()),
  promptTokens: z.int().nullable(),
  completionTokens: z.int().nullable(),
  firstAt: z.number().nullable(),
  lastAt: z.number().nullable(),
  /** The time that answers took, in milliseconds, added up. */
  answeringMs: z.number().nullable(),
});
export type SessionTotals = z.infer<typeof SessionTotals>;

/** The interactions just before and after one, of the same session, the same user and the same question; null: there is none. */
const Neighbours = z.object({ previous: z.string().nullable(), next: z.string().nullable() });
export const InteractionNeighbours = z.object({ session: Neighbours, user: Neighbours, prompt: Neighbours });
export type InteractionNeighbours = z.infer<typeof InteractionNeighbours>;
