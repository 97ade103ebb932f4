import type { ToolCall } from "../../../../shared/schemas/tools.ts";
import { asText } from "./parseJson.ts";
import { fieldsOf, firstOf, firstText, listOf, saysMoreThan, type Fields } from "./shapes.ts";

/** One part of a message, whatever convention it is written in. `other`: a picture or the like, by the word for it. */
export type Part =
  | { part: "text"; text: string }
  | { part: "reasoning"; text: string }
  | { part: "call"; call: ToolCall }
  | { part: "result"; of: string | undefined; name: string | undefined; text: string }
  | { part: "other"; word: string };

const texts = new Set(["text", "input_text", "output_text", "user-prompt", "system-prompt", "refusal", "summary_text", "retry-prompt"]);
const reasonings = new Set(["reasoning", "thinking", "reasoning_text", "redacted_thinking", "redacted-reasoning"]);
const calls = new Set(["tool_call", "tool-call", "tool_use", "function_call", "function", "builtin-tool-call", "server_tool_use"]);
const results = new Set(["tool_call_response", "tool-result", "tool_result", "tool-return", "function_call_output", "builtin-tool-return"]);

/** Parts of GenAI, OpenAI (both APIs), Anthropic, Bedrock, Gemini, the Vercel AI SDK, OpenInference and Pydantic AI. */
export function readPart(value: unknown): Part {
  if (typeof value === "string") return { part: "text", text: value };
  const outer = fieldsOf(value);
  if (!outer) return { part: "other", word: "part" };
  const fields = fieldsOf(outer["message_content"]) ?? outer;
  const type = firstText(fields["type"], fields["part_kind"], fields["kind"]) ?? "";
  if (reasonings.has(type)) return { part: "reasoning", text: reasoningOf(fields) };
  if (calls.has(type)) return { part: "call", call: readToolCall(fields) };
  if (results.has(type)) return resultOf(fields);
  const text = firstOf(fields["text"], texts.has(type) ? firstOf(fields["content"], fields["refusal"]) : undefined);
  if (typeof text === "string" && (type === "" || texts.has(type))) return { part: "text", text };
  if (texts.has(type)) return { part: "text", text: asText(text ?? "") };
  const geminiCall = fieldsOf(firstOf(fields["functionCall"], fields["function_call"]));
  if (geminiCall) return { part: "call", call: readToolCall(geminiCall) };
  const geminiResult = fieldsOf(firstOf(fields["functionResponse"], fields["function_response"]));
  if (geminiResult) return resultOf(geminiResult);
  return bedrockPart(fields) ?? { part: "other", word: type || "part" };
}

/** Bedrock names a part by the field that holds it. */
function bedrockPart(fields: Fields): Part | undefined {
  const [call, result, reasoning] = [fieldsOf(fields["toolUse"]), fieldsOf(fields["toolResult"]), fieldsOf(fields["reasoningContent"])];
  if (call) return { part: "call", call: readToolCall(call) };
  if (result) return resultOf(result);
  return reasoning && { part: "reasoning", text: firstText(fieldsOf(reasoning["reasoningText"])?.["text"], reasoning["text"]) ?? "" };
}

const partNames = new Set([
  "type", "part_kind", "kind", "text", "content", "refusal", "thinking", "summary", "id", "toolCallId", "tool_call_id", "tool_use_id", "call_id", "toolUseId", "name", "toolName", "tool_name",
  "function", "functionCall", "function_call", "functionResponse", "function_response", "toolUse", "toolResult", "reasoningContent", "arguments", "args", "input", "parameters", "response", "result", "output",
]);

/** Whether a part says more than what is read of it: a citation, a signature, a mark for a cache. */
export function partSaysMore(value: unknown): boolean {
  const outer = fieldsOf(value);
  return outer !== undefined && saysMoreThan(fieldsOf(outer["message_content"]) ?? outer, partNames);
}

/** A call in any of their shapes. One without an id is known by its place, which the caller gives. */
export function readToolCall(value: unknown, place = 0): ToolCall {
  const outer = fieldsOf(value) ?? {};
  const fields = fieldsOf(outer["tool_call"]) ?? outer;
  const inner = fieldsOf(fields["function"]) ?? fieldsOf(fields["functionCall"]) ?? {};
  const given = firstOf(inner["arguments"], inner["args"], fields["arguments"], fields["args"], fields["input"], fields["parameters"]);
  return {
    id: (firstText(fields["id"], fields["toolCallId"], fields["tool_call_id"], fields["call_id"], fields["toolUseId"]) ?? `call_${place}`).slice(0, 200),
    name: (firstText(inner["name"], fields["name"], fields["toolName"], fields["tool_name"], typeof fields["function"] === "string" ? fields["function"] : undefined) ?? "unknown").slice(0, 1000),
    arguments: given === undefined ? "{}" : asText(given),
  };
}

function resultOf(fields: Fields): Part {
  const given = firstOf(fields["response"], fields["result"], fields["output"], fields["content"]);
  const value = fieldsOf(given);
  // The Vercel AI SDK wraps a result: {type: "text" | "json", value}.
  const unwrapped = value && "value" in value && "type" in value ? value["value"] : given;
  const of = firstText(fields["id"], fields["toolCallId"], fields["tool_use_id"], fields["tool_call_id"], fields["call_id"], fields["toolUseId"]);
  return { part: "result", of: of?.slice(0, 200), name: firstText(fields["name"], fields["toolName"], fields["tool_name"])?.slice(0, 200), text: textOfParts(unwrapped) };
}

function reasoningOf(fields: Fields): string {
  const said = firstOf(fields["thinking"], fields["text"], fields["content"], fields["summary"]);
  return textOfParts(said ?? "");
}

/** A text, or a list of text parts joined; anything else as JSON. */
function textOfParts(value: unknown): string {
  const list = listOf(value);
  const parts = list?.map((each) => readPart(each));
  if (parts && parts.length > 0 && parts.every((each) => each.part === "text")) return parts.map(({ text }) => text).join("");
  return list?.length === 0 ? "" : asText(value ?? "");
}
