import type { Message } from "../../../../shared/schemas/chat.ts";
import type { ToolCall } from "../../../../shared/schemas/tools.ts";
import { parseJson } from "../spans/parseJson.ts";
import { readMessage } from "../spans/readMessage.ts";
import { readToolCall } from "../spans/readPart.ts";
import { readTools } from "../spans/readTools.ts";
import { fieldsOf, firstText, listOf } from "../spans/shapes.ts";
import { callOf } from "./callOf.ts";
import type { Format, Item, RecordContext } from "./item.ts";
import { leftOver } from "./leftOver.ts";
import { splitTurns } from "./splitTurns.ts";

/** ShareGPT: `{"id", "conversations": [{"from", "value"}]}` in a list or one a line; `items` is the name of older files. One conversation is one interaction, its last answer the answer. */
export const sharegpt: Format = { name: "sharegpt", lists: [], start: () => ({ read: (value, context) => [itemOf(value, context)] }) };

function itemOf(value: unknown, context: RecordContext): Item {
  const record = fieldsOf(value);
  const turns = listOf(record?.["conversations"]) ?? listOf(record?.["conversation"]) ?? listOf(record?.["items"]);
  if (!record || !turns) return { reject: "it has no `conversations`" };
  if (turns.length === 0) return { reject: "its `conversations` are empty" };
  const bad = turns.findIndex((turn) => typeof fieldsOf(turn)?.["value"] !== "string" && typeof fieldsOf(turn)?.["content"] !== "string");
  if (bad !== -1) return { reject: `conversations.${bad} has no text in \`value\`` };
  const messages = joinCalls(turns.flatMap(messagesOf));
  const system = firstText(record["system"], record["system_prompt"]);
  const { tools, isWhole } = readTools(record["tools"]);
  return {
    interaction: callOf({
      source: "sharegpt", 
      // Ids as `identity_0` tell conversations apart within one file only: it is the content that is known again.
      id: null,
      raw: context.bytes, tools, model: firstText(record["model"]), ...splitTurns(system ? [{ role: "system", content: system }, ...messages] : messages),
      metadata: leftOver(record, ["conversations", "conversation", "items", "model", "system", "system_prompt", ...(isWhole ? ["tools"] : [])]),
    }, context),
  };
}

function messagesOf(turn: unknown): Message[] {
  const fields = fieldsOf(turn)!;
  const text = firstText(fields["value"], fields["content"]) ?? "";
  if (fields["from"] === "observation") return [{ role: "tool", content: text }];
  if (fields["from"] !== "function_call") return readMessage({ ...fields, content: text }).messages;
  const given = parseJson(text);
  const calls: ToolCall[] = (listOf(given) ?? [given]).map((call, place) => readToolCall(typeof call === "object" ? call : { name: "unknown", arguments: text }, place));
  return [{ role: "assistant", content: "", toolCalls: calls }];
}

/** An answer's text and the calls right behind it are one message. */
function joinCalls(messages: Message[]): Message[] {
  const joined: Message[] = [];
  for (const message of messages) {
    const before = joined.at(-1);
    if (message.toolCalls && message.content === "" && before?.role === "assistant" && !before.toolCalls) joined[joined.length - 1] = { ...before, toolCalls: message.toolCalls };
    else joined.push(message);
  }
  return joined;
}
