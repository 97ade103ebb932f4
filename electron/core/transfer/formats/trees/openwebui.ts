import type { IncomingFeedback } from "../../../../../shared/schemas/incoming.ts";
import { countUsage } from "../../spans/countUsage.ts";
import { readMessage, type ReadMessage } from "../../spans/readMessage.ts";
import { fieldsOf, firstOf, firstText, listOf, type Fields } from "../../spans/shapes.ts";
import { callOf } from "../callOf.ts";
import type { Format, Item, RecordContext } from "../item.ts";
import { leftOver } from "../leftOver.ts";
import { answersOf, newest, type TreeNode } from "./answersOf.ts";

type ChatMessage = ReadMessage & { fields: Fields };

/** Open WebUI's export of chats: each is a tree of messages in `chat.history`, in older ones a list; every answer of every branch is an interaction. */
export const openwebui: Format = { name: "openwebui", lists: ["chats"], start: () => ({ read: itemsOf }) };

function* itemsOf(value: unknown, context: RecordContext): Generator<Item> {
  const record = fieldsOf(value);
  const chat = fieldsOf(record?.["chat"]) ?? record;
  const nodes = nodesOf(chat);
  if (!record || !chat || !nodes) return yield { reject: "it has no `chat.history` and no `chat.messages`: it is no chat of Open WebUI" };
  const session = firstText(record["id"], chat["id"]) ?? null;
  const user = firstText(record["user_id"]) ?? null;
  const tags = (listOf(firstOf(fieldsOf(record["meta"])?.["tags"], chat["tags"])) ?? []).map((tag) => firstText(tag, fieldsOf(tag)?.["name"]) ?? "");
  const shared = { ...leftOver(record, ["chat", "id", "user_id", "meta"]), ...(chat !== record && leftOver(chat, ["history", "messages", "id", "title", "tags", "timestamp"])) };
  let isFirst = true;
  for (const { id, before, own, answer } of answersOf(nodes)) {
    const { messages, leftOut } = newest(before.flatMap((each) => each.messages));
    const asked = before.at(-1)?.fields ?? answer?.fields ?? {};
    const said = answer?.messages.at(-1);
    const sourceId = session ? `${session}:${id}` : id;
    yield {
      interaction: callOf({
        source: "openwebui", id: sourceId, session, user, tags, messages, ...usageOf(fieldsOf(firstOf(answer?.fields["usage"], answer?.fields["info"])) ?? {}),
        answer: said ? { text: said.content, toolCalls: said.toolCalls ?? null, reasoning: answer!.reasoning, finishReason: answer!.finishReason } : null,
        status: !answer || answer.fields["done"] === false ? "interrupted" : answer.fields["error"] ? "failed" : "ok",
        error: errorOf(answer?.fields["error"]),
        createdAt: context.times.read(firstOf(asked["timestamp"], chat["timestamp"], record["created_at"])),
        model: firstText(answer?.fields["model"], answer?.fields["modelName"], listOf(asked["models"])?.[0], listOf(chat["models"])?.[0]),
        metadata: { ...(isFirst ? shared : { title: firstText(record["title"], chat["title"]) }), ...(leftOut > 0 && { messagesLeftOut: leftOut }), branch: id },
        raw: Buffer.from(JSON.stringify(own.map(({ fields }) => fields))),
      }, context),
    };
    isFirst = false;
    const feedback = answer && feedbackOf(fieldsOf(answer.fields["annotation"]), sourceId, context, answer.fields["timestamp"]);
    if (feedback) yield { feedback };
  }
  if (isFirst) yield { reject: "it has no messages" };
}

function nodesOf(chat: Fields | undefined): Map<string, TreeNode<ChatMessage>> | null {
  const tree = fieldsOf(fieldsOf(chat?.["history"])?.["messages"]);
  const list = listOf(chat?.["messages"]);
  const entries: [string, Fields, string | null][] = tree
    ? Object.entries(tree).map(([id, fields]) => [id, fieldsOf(fields) ?? {}, firstText(fieldsOf(fields)?.["parentId"]) ?? null])
    : (list ?? []).map((fields, index) => [String(index), fieldsOf(fields) ?? {}, index === 0 ? null : String(index - 1)]);
  if (!tree && !list) return null;
  return new Map(entries.map(([id, fields, parent]) => {
    const message = { ...readMessage(fields), fields };
    return [id, { id, parent, isAnswer: message.messages.at(-1)?.role === "assistant", message }];
  }));
}

function usageOf(usage: Fields) {
  const number = (...values: unknown[]) => values.find((value) => typeof value === "number") ?? null;
  const seconds = (value: unknown) => (typeof value === "number" ? value / 1e6 : null);
  const counted = countUsage({
    input: number(usage["prompt_tokens"], usage["prompt_eval_count"], usage["input_tokens"]), output: number(usage["completion_tokens"], usage["eval_count"], usage["output_tokens"]), total: number(usage["total_tokens"]),
    cacheRead: number(fieldsOf(usage["prompt_tokens_details"])?.["cached_tokens"]), cacheWrite: null, inputHoldsCached: "yes",
  });
  // Ollama counts in nanoseconds.
  return { usage: counted.usage, timings: { totalMs: seconds(usage["total_duration"]), loadMs: seconds(usage["load_duration"]), promptMs: seconds(usage["prompt_eval_duration"]), generationMs: seconds(usage["eval_duration"]) } };
}

const errorOf = (error: unknown) => (error ? { code: "failed", message: firstText(error, fieldsOf(error)?.["content"], fieldsOf(error)?.["message"]) ?? "Open WebUI says no more than that it failed." } : null);

/** A thumb up or down, and why. */
function feedbackOf(annotation: Fields | undefined, sourceId: string, { times, fileTime }: RecordContext, time: unknown): IncomingFeedback | null {
  if (!annotation || typeof annotation["rating"] !== "number") return null;
  const comment = firstText(annotation["comment"]);
  return {
    sourceId: `${sourceId}:rating`, of: { source: "openwebui", sourceId }, createdAt: times.read(time)?.at ?? fileTime, name: "rating", value: annotation["rating"],
    label: firstText(annotation["reason"])?.slice(0, 1000) ?? null, comment: comment?.slice(0, 100_000) ?? null, correction: null, annotator: null,
  };
}
