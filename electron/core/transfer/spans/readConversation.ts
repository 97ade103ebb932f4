import type { Message } from "../../../../shared/schemas/chat.ts";
import { asText, unwrapJson } from "./parseJson.ts";
import { readMessage } from "./readMessage.ts";
import { fieldsOf, firstOf, firstText, listOf, type Fields } from "./shapes.ts";

export type Conversation = {
  messages: Message[];
  /** False: it held more than messages can say, so the original should be kept. */
  isWhole: boolean;
};

const mostMessages = 10_000;

/**
 * What was asked, from any shape that conventions and exports write it in: a text, a message, a list of messages, a request with
 * `messages`, `input`, `prompt` or `contents`, or the JSON text of one. Null where nothing was said. JSON of another shape is a user's message as it is.
 */
export function readConversation(value: unknown): Conversation | null {
  const given = unwrapJson(value);
  if (given === undefined || given === null || given === "") return null;
  if (typeof given === "string") return { messages: [{ role: "user", content: given }], isWhole: true };
  const list = listOf(given);
  if (list) return readList(list);
  const fields = fieldsOf(given);
  return fields ? readRequest(fields) : asItIs(given);
}

/** Instructions that come beside the messages, as GenAI's `gen_ai.system_instructions` or Anthropic's `system`. */
export function withSystem(conversation: Conversation | null, instructions: unknown): Conversation | null {
  const given = unwrapJson(instructions);
  if (given === undefined || given === null || given === "") return conversation;
  const read = readMessage(listOf(given) ? { role: "system", content: given } : (fieldsOf(given) ?? { content: asText(given) }), "system");
  const system = read.messages.map((message): Message => ({ ...message, role: "system" }));
  const isThere = conversation?.messages.some(({ role, content }) => role === "system" && content === system[0]?.content);
  if (isThere) return conversation;
  return capped([...system, ...(conversation?.messages ?? [])], read.isWhole && (conversation?.isWhole ?? true));
}

function readList(list: unknown[]): Conversation | null {
  // Some batch their conversations: a list of one list.
  const only = list.length === 1 ? listOf(list[0]) : undefined;
  if (only) return readList(only);
  if (list.length === 0) return null;
  if (!list.every(isMessage)) return asItIs(list);
  const read = list.map((each) => readMessage(each));
  return capped(read.flatMap(({ messages }) => messages), read.every(({ isWhole }) => isWhole));
}

const isMessage = (value: unknown): boolean => {
  if (typeof value === "string") return true;
  const fields = fieldsOf(value);
  return fields !== undefined && ["role", "from", "message", "parts", "kwargs", "content", "contents", "type"].some((name) => name in fields);
};

function readRequest(fields: Fields): Conversation | null {
  const inner = firstOf(...["messages", "history", "chat_history", "contents"].map((name) => listOf(fields[name])));
  const body = inner ?? (listOf(fields["input"]) || typeof fields["input"] === "string" ? fields["input"] : undefined) ?? (onlySays(fields, "prompt") ? fields["prompt"] : undefined);
  const system = firstOf(fields["system"], fields["instructions"], fields["system_instruction"], fields["systemInstruction"]);
  if (body !== undefined) return withSystem(readConversation(body), system);
  if (isMessage(fields) && ("role" in fields || "content" in fields || "kwargs" in fields)) return readList([fields]);
  const said = firstText(fields["question"], fields["query"], fields["text"]);
  return said && Object.keys(fields).length === 1 ? { messages: [{ role: "user", content: said }], isWhole: true } : asItIs(fields);
}

const onlySays = (fields: Fields, name: string): boolean => typeof fields[name] === "string" || listOf(fields[name]) !== undefined;

const asItIs = (value: unknown): Conversation => ({ messages: [{ role: "user", content: asText(value) }], isWhole: true });

/** Of a longer conversation the newest messages, as a model would see it. */
function capped(messages: Message[], isWhole: boolean): Conversation | null {
  if (messages.length === 0) return null;
  return messages.length <= mostMessages ? { messages, isWhole } : { messages: messages.slice(-mostMessages), isWhole: false };
}
