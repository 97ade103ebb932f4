import type { SessionPage, SessionRequest, SessionTotals, SessionTurn } from "../../../../shared/schemas/session.ts";
import type { ReadableMonths } from "../reading/readableMonths.ts";
import { summaryOf } from "../reading/rows.ts";
import { repeatedMessages, type SaidTurn } from "./newMessages.ts";

/** How many turns back a turn may go on from: agents that take turns have each a history of their own. */
const turnsLookedBack = 8;
/** A page ends when it holds this many characters, but never before its first turn. */
const pageChars = 1_000_000;
const mostNames = 20;

/** A page of a conversation in the order of time, each message once. */
export function readSession(months: ReadableMonths, { session, from, limit }: SessionRequest): SessionPage {
  const first = Math.max(0, from - turnsLookedBack);
  const earlier: SaidTurn[] = [];
  const turns: SessionTurn[] = [];
  let chars = 0;
  let before = 0;
  for (const { reader } of oldestFirst(months)) {
    const here = reader.sessions.count(session);
    const skip = Math.max(0, first - before);
    const wanted = from + limit - before - skip;
    let index = before + skip;
    before += here;
    if (skip >= here || wanted <= 0 || chars > pageChars) continue;
    for (const row of reader.sessions.rows(session, skip, wanted)) {
      const { request, output, toolCalls } = reader.whole(row);
      if (index++ >= from) {
        const repeated = repeatedMessages(request.messages, earlier);
        const messages = request.messages.slice(repeated);
        turns.push({ interaction: summaryOf(row), repeatedMessages: repeated, messages, output, toolCalls });
        chars += messages.reduce((sum, { content }) => sum + content.length, output.length);
        if (chars > pageChars) break;
      }
      earlier.push({ messages: request.messages, output, toolCalls });
      if (earlier.length > turnsLookedBack) earlier.shift();
    }
  }
  return { total: before, from, turns };
}

export function readSessionTotals(months: ReadableMonths, session: string): SessionTotals {
  const users = new Set<string>();
  const models = new Set<string>();
  const totals: SessionTotals = { turns: 0, failed: 0, users: [], models: [], promptTokens: null, completionTokens: null, firstAt: null, lastAt: null, answeringMs: null };
  for (const { reader } of oldestFirst(months)) {
    const sums = reader.sessions.sums(session);
    if (sums.turns === 0) continue;
    totals.turns += sums.turns;
    totals.failed += sums.failed;
    totals.promptTokens = plus(totals.promptTokens, sums.prompt_tokens);
    totals.completionTokens = plus(totals.completionTokens, sums.completion_tokens);
    totals.answeringMs = plus(totals.answeringMs, sums.answering_ms);
    totals.firstAt ??= sums.first_at;
    totals.lastAt = Math.max(totals.lastAt ?? -Infinity, sums.last_at ?? -Infinity);
    for (const name of reader.sessions.users(session, mostNames)) users.add(name);
    for (const name of reader.sessions.models(session, mostNames)) models.add(name);
  }
  return { ...totals, users: [...users].slice(0, mostNames), models: [...models].slice(0, mostNames) };
}

const plus = (a: number | null, b: number | null): number | null => (a === null ? b : a + (b ?? 0));

const oldestFirst = (months: ReadableMonths) => months.named(() => true, "oldest-first");
