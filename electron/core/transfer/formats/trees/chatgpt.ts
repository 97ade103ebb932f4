import type { Message } from "../../../../../shared/schemas/chat.ts";
import { fieldsOf, firstText, type Fields } from "../../spans/shapes.ts";
import { callOf } from "../callOf.ts";
import type { Format, Item, RecordContext } from "../item.ts";
import { leftOver } from "../leftOver.ts";
import { answersOf, newest, type TreeNode } from "./answersOf.ts";
import { readChatgptMessage, type ChatgptMessage } from "./chatgptMessage.ts";

/** ChatGPT's `conversations.json`: each conversation is a tree of messages in `mapping`; every answer of every branch is an interaction. */
export const chatgpt: Format = { name: "chatgpt", lists: ["conversations"], start: () => ({ read: itemsOf }) };

function* itemsOf(value: unknown, context: RecordContext): Generator<Item> {
  const conversation = fieldsOf(value);
  const mapping = fieldsOf(conversation?.["mapping"]);
  if (!conversation || !mapping) return yield { reject: "it has no `mapping`: it is no conversation of ChatGPT" };
  const session = firstText(conversation["conversation_id"], conversation["id"]) ?? null;
  const nodes = new Map(Object.entries(mapping).flatMap(([id, node]) => nodeOf(id, fieldsOf(node))));
  const shared = leftOver(conversation, ["mapping", "conversation_id", "id", "current_node", "default_model_slug"]);
  let isFirst = true;
  for (const { id, before, own, answer } of answersOf(nodes)) {
    const said = before.filter(({ isHidden }) => !isHidden);
    const { messages, leftOut } = newest(said.map(({ message }) => message));
    const last = answer ?? said.at(-1);
    if (!last || (said.length === 0 && !answer)) continue;
    const asked = said.at(-1);
    yield {
      interaction: callOf({
        source: "chatgpt", id: session ? `${session}:${id}` : id, session, messages,
        answer: answer && { text: answer.message.content, toolCalls: answer.message.toolCalls ?? null, reasoning: answer.reasoning, finishReason: answer.message.toolCalls ? "tool_calls" : answer.finishReason },
        status: answer ? answer.status : "interrupted",
        createdAt: context.times.seconds(asked?.time ?? last.time) ?? context.times.seconds(conversation["create_time"]),
        endedAt: answer && context.times.seconds(answer.time),
        model: answer?.model ?? firstText(conversation["default_model_slug"]),
        // What is said of the whole conversation stands once, with its first answer.
        metadata: { ...(isFirst ? shared : { title: conversation["title"] }), ...(leftOut > 0 && { messagesLeftOut: leftOut }), branch: id },
        raw: Buffer.from(JSON.stringify(own.map(({ original }) => original))),
      }, context),
    };
    isFirst = false;
  }
  if (isFirst) yield { reject: "it has no messages" };
}

function nodeOf(id: string, node: Fields | undefined): [string, TreeNode<ChatgptMessage>][] {
  if (!node) return [];
  const message = readChatgptMessage(node);
  const parent = firstText(node["parent"]) ?? null;
  return [[id, { id, parent, isAnswer: message.message.role === ("assistant" satisfies Message["role"]) && !message.isHidden, message }]];
}
