import type { Message } from "../../../../shared/schemas/chat.ts";
import { taughtBy } from "./answerOf.ts";
import type { WriteRecords } from "./selected.ts";

type Turn = { from: "system" | "human" | "gpt" | "function_call" | "observation"; value: string };

/**
 * ShareGPT: `{"id", "conversations": [{"from", "value"}]}` a line. Calls and results of tools are turns `function_call` and
 * `observation`, and `tools` is JSON in a string, as LLaMA-Factory reads them.
 */
export const writeShareGpt: WriteRecords<string> = (selected) => {
  const taught = taughtBy(selected);
  if ("skipped" in taught) return taught;
  const { id, request } = selected.interaction;
  const tools = request.tools?.length ? { tools: JSON.stringify(request.tools.map((tool) => tool.function)) } : {};
  return { records: [JSON.stringify({ id, conversations: [...taught.messages, taught.answer].flatMap(turnsOf), ...tools })], changed: taught.changed };
};

const speakers = { system: "system", user: "human", assistant: "gpt", tool: "observation" } as const;

function turnsOf({ role, content, toolCalls }: Message): Turn[] {
  if (!toolCalls?.length) return [{ from: speakers[role], value: content }];
  const calls = toolCalls.map(({ name, arguments: text }) => `{"name": ${JSON.stringify(name)}, "arguments": ${isJson(text) ? text : JSON.stringify(text)}}`);
  const call: Turn = { from: "function_call", value: calls.length === 1 ? calls[0]! : `[${calls.join(", ")}]` };
  return content === "" ? [call] : [{ from: "gpt", value: content }, call];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
