import type { Failure } from "../../../shared/errors.ts";
import type { Message } from "../../../shared/schemas/chat.ts";
import type { Interaction, InteractionSummary } from "../../../shared/schemas/interaction.ts";
import type { Parts } from "../../api.ts";
import { unknownFacts, type Conversation, type Reply, type Turn } from "./conversation.ts";
import type { Outline } from "./rememberedConversations.ts";

type Log = Parts["api"]["interactions"];
const pageSize = 1000;
const pauseMs = 200;
const mostTries = 10;

/**
 * The conversation of a session as the log has it. Each column's last interaction holds all messages before it, so two
 * interactions and one list give 500 messages back. Without an outline: the session's newest interaction and what led to it.
 * Throws `not-found` where the log has nothing of the session.
 */
export async function restoreConversation(log: Log, session: string, outline: Outline | null): Promise<Conversation & { system: string; last: Interaction | null }> {
  const summaries = await summariesOf(log, session);
  if (!outline) return newestOf(log, session, summaries);
  const columns = Math.max(0, ...outline.turns.map(({ ids }) => ids.length));
  const turns: Turn[] = outline.turns.map(({ ids, user = "" }, id) => ({ id, user, replies: ids.map(() => null) }));
  const answered = outline.turns.map(({ ids }) => ids.some((id) => id !== null && summaries.get(id)?.output !== ""));
  let head: { given: Message[]; system: string; last: Interaction } | undefined;
  for (let column = 0; column < columns; column++) {
    const lastTurn = outline.turns.findLastIndex(({ ids }) => ids[column] != null);
    if (lastTurn < 0) continue;
    const last = await settled(log, outline.turns[lastTurn]!.ids[column]!);
    const { system, given, rest } = divide(last, outline.given);
    if (!head || last.createdAt > head.last.createdAt) head = { system, given, last };
    let at = 0;
    for (const turn of turns.slice(0, lastTurn + 1)) {
      const id = outline.turns[turn.id]!.ids[column] ?? null;
      const isLater = answered[turn.id] && turn.id !== lastTurn;
      // What was answered stands in the last request; a message without an answer stands in its own request only.
      const own = isLater ? null : turn.id === lastTurn ? last : id === null ? null : await log.get({ id });
      const [user, answer] = isLater ? rest.slice(at, (at += 2)).map(({ content }) => content) : [own?.request.messages.at(-1)?.content, own?.output];
      turn.user = user ?? turn.user;
      if (id === null) continue;
      const known = own ?? summaries.get(id);
      turn.replies[column] = replyOf(known, id, known?.output === "" ? "" : (answer ?? ""), last);
    }
  }
  return { given: head?.given ?? [], system: head?.system ?? "", last: head?.last ?? null, turns };
}

async function summariesOf(log: Log, session: string): Promise<Map<string, InteractionSummary>> {
  const found = new Map<string, InteractionSummary>();
  for (let cursor: string | undefined; ; ) {
    const page = await log.list({ filter: `session = ${JSON.stringify(session)}`, limit: pageSize, ...(cursor === undefined ? {} : { cursor }) });
    for (const item of page.items) found.set(item.id, item);
    if (page.next === null) return found;
    cursor = page.next;
  }
}

async function newestOf(log: Log, session: string, summaries: Map<string, InteractionSummary>) {
  const newest = [...summaries.values()][0];
  const last = await log.get({ id: newest?.id ?? session });
  const { system, given, rest } = divide(last, last.request.messages.length);
  const user = rest.at(-1) ?? given.at(-1);
  return { system, given: given.slice(0, -1), last, turns: [{ id: 0, user: user?.content ?? "", replies: [replyOf(last, last.id, last.output, last)] }] };
}

/** An interaction once it has ended: a page that is reloaded cancels its answers, and their rows end a moment later. */
async function settled(log: Log, id: string): Promise<Interaction> {
  for (let tries = 0; ; tries++) {
    const found = await log.get({ id });
    if (found.status !== "running" || tries === mostTries) return found;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

/** A request's messages: the system prompt, the first `given` ones, and the rest. */
export function divide({ request }: Pick<Interaction, "request">, given: number) {
  const [first, ...others] = request.messages;
  const system = first?.role === "system" ? first.content : "";
  const messages = first?.role === "system" ? others : request.messages;
  return { system, given: messages.slice(0, given), rest: messages.slice(given) };
}

function replyOf(known: InteractionSummary | undefined, id: string, text: string, last: Interaction): Reply {
  const target = known?.model ?? last.request.target;
  if (!known) return { target, interactionId: id, text, phase: { state: "ended", status: "ok", finishReason: null, facts: unknownFacts, failure: null } };
  const { status, finishReason, usage, timings, error } = known;
  // A row that is ok can have an error too: why its answer ended where it did. The finish reason says that here.
  const failure: Failure | null = error && status !== "cancelled" && status !== "ok" ? { code: "internal", message: error.message, fix: error.fix } : null;
  return { target, interactionId: id, text, phase: { state: "ended", status, finishReason, facts: { ...usage, ...timings }, failure } };
}
