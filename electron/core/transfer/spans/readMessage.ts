import type { Message } from "../../../../shared/schemas/chat.ts";
import type { ToolCall } from "../../../../shared/schemas/tools.ts";
import { asText } from "./parseJson.ts";
import { partSaysMore, readPart, readToolCall, type Part } from "./readPart.ts";
import { fieldsOf, firstOf, firstText, listOf, saysMoreThan, type Fields } from "./shapes.ts";

/** What one message of any convention says. A message may hold results of tools beside its text: those are messages of their own. */
export type ReadMessage = {
  messages: Message[];
  reasoning: string | null;
  finishReason: string | null;
  /** False: it held more than `Message` can say (a picture, an unknown role), so the original should be kept. */
  isWhole: boolean;
};

const roles: Record<string, Message["role"]> = {
  system: "system", developer: "system", SystemMessage: "system",
  user: "user", human: "user", HumanMessage: "user", request: "user",
  assistant: "assistant", ai: "assistant", model: "assistant", bot: "assistant", gpt: "assistant", chatbot: "assistant", AIMessage: "assistant", AIMessageChunk: "assistant", response: "assistant",
  tool: "tool", function: "tool", ToolMessage: "tool", FunctionMessage: "tool",
};
const mostCalls = 128;
/** What is read of a message. The index of a choice is its place. */
const messageNames = new Set([
  "role", "from", "author", "type", "kind", "content", "contents", "parts", "value", "text", "tool_calls", "toolCalls", "function_call", "function_call_name", "function_call_arguments_json", "tool_call_id", "toolCallId", "call_id", "id", "name",
  "finish_reason", "finishReason", "stop_reason", "reasoning_content", "reasoning", "refusal", "arguments", "output", "summary", "index", "status", "lc",
]);

/** `role`: what it is where the message does not say. */
export function readMessage(value: unknown, role: Message["role"] = "user"): ReadMessage {
  if (typeof value === "string") return { messages: [{ role, content: value }], reasoning: null, finishReason: null, isWhole: true };
  const fields = inside(value);
  if (!fields) return { messages: [{ role, content: asText(value) }], reasoning: null, finishReason: null, isWhole: false };
  const said = roleOf(fields);
  const own = said ? roles[said] : bareItemRole(fields, role);
  const parts = partsOf(fields);
  const calls = callsOf(fields, parts);
  const results = parts.filter((part) => part.part === "result");
  const text = parts.map((part) => (part.part === "text" ? part.text : part.part === "other" ? `[${part.word}]` : "")).join("");
  const messages: Message[] = results.map(({ of, name, text: content }) => ({ role: "tool", content, ...(of && { toolCallId: of }), ...(name && { name }) }));
  if (messages.length === 0 || text !== "" || calls.length > 0) messages.push(messageOf(fields, own ?? role, text, calls));
  return {
    messages,
    reasoning: reasoningOf(fields, parts),
    finishReason: firstText(fields["finish_reason"], fields["finishReason"], fields["stop_reason"]) ?? null,
    isWhole: own !== undefined && !saysMoreThan(fields, messageNames) && !(listedParts(fields) ?? []).some(partSaysMore) && calls.length <= mostCalls && parts.every((part) => part.part !== "other"),
  };
}

/** Conventions wrap a message: OpenInference in `message`, LangChain's dumps in `kwargs`, GenAI's choices in `message`. */
function inside(value: unknown): Fields | undefined {
  const fields = fieldsOf(value);
  if (!fields) return undefined;
  const wrapped = fieldsOf(fields["message"]);
  if (wrapped) return { ...wrapped, ...(fields["finish_reason"] !== undefined && { finish_reason: fields["finish_reason"] }) };
  // Gemini's candidates hold a message as their content.
  const candidate = fieldsOf(fields["content"]);
  if (candidate && listOf(candidate["parts"])) return { ...fields, ...candidate, content: undefined };
  const dumped = fieldsOf(fields["kwargs"]);
  if (dumped && fields["lc"] !== undefined) return { type: listOf(fields["id"])?.at(-1), ...dumped };
  return fieldsOf(fields["data"]) && typeof fields["type"] === "string" ? { type: fields["type"], ...fieldsOf(fields["data"]) } : fields;
}

function roleOf(fields: Fields): string | undefined {
  const said = firstText(fields["role"], fields["from"], fields["author"]);
  if (said) return said;
  const type = firstText(fields["type"], fields["kind"]);
  return type && type in roles && !("call_id" in fields) && type !== "function" ? type : undefined;
}

/** Items of OpenAI's Responses have no role: calls are the assistant's, their outputs a tool's. */
function bareItemRole(fields: Fields, role: Message["role"]): Message["role"] {
  const part = readPart(fields);
  return part.part === "call" || part.part === "reasoning" ? "assistant" : role;
}

const listedParts = (fields: Fields): unknown[] | undefined => listOf(firstOf(fields["parts"], fields["contents"])) ?? listOf(fields["content"]);

function partsOf(fields: Fields): Part[] {
  const listed = listedParts(fields);
  if (listed) return listed.map((part) => readPart(part));
  const content = firstOf(fields["content"], fields["value"], fields["text"], fields["refusal"]);
  const isItem = fields["role"] === undefined && typeof fields["type"] === "string" && !(fields["type"] in roles);
  if (isItem) return [readPart(fields)];
  if (content === undefined) return [];
  return [typeof content === "string" ? { part: "text", text: content } : onePart(content)];
}

/** A lone object as content: a part where it is one, else its JSON, so that nothing is lost. */
function onePart(content: unknown): Part {
  const part = readPart(content);
  return part.part === "other" ? { part: "text", text: asText(content) } : part;
}

function callsOf(fields: Fields, parts: Part[]): ToolCall[] {
  const more = fieldsOf(fields["additional_kwargs"]);
  const listed = listOf(firstOf(fields["tool_calls"], fields["toolCalls"], more?.["tool_calls"])) ?? [];
  const old = fieldsOf(firstOf(fields["function_call"], more?.["function_call"]));
  const oldFlat = typeof fields["function_call_name"] === "string" ? { name: fields["function_call_name"], arguments: fields["function_call_arguments_json"] } : undefined;
  const inParts = parts.filter((part) => part.part === "call").map(({ call }) => call);
  const known = new Set<string>();
  return [...listed, old, oldFlat].filter((call) => call !== undefined).map(readToolCall).concat(inParts)
    // LangChain writes a call twice: as a part and beside.
    .filter(({ id, name, arguments: args }) => !known.has(`${id}\n${name}\n${id === "call_0" ? args : ""}`) && known.add(`${id}\n${name}\n${id === "call_0" ? args : ""}`));
}

function messageOf(fields: Fields, role: Message["role"], content: string, calls: ToolCall[]): Message {
  const of = firstText(fields["tool_call_id"], fields["toolCallId"], role === "tool" ? fields["id"] : undefined);
  const name = firstText(fields["name"]);
  return {
    role,
    content,
    ...(calls.length > 0 && { toolCalls: calls.slice(0, mostCalls) }),
    ...(of && { toolCallId: of.slice(0, 200) }),
    ...(name && { name: name.slice(0, 200) }),
  };
}

function reasoningOf(fields: Fields, parts: Part[]): string | null {
  const inParts = parts.filter((part) => part.part === "reasoning").map(({ text }) => text).join("");
  return inParts || (firstText(fields["reasoning_content"], fields["reasoning"]) ?? null);
}
