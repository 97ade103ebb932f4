import type { Message } from "../../../shared/schemas/chat.ts";
import type { Tool } from "../../../shared/schemas/tools.ts";
import type { ToolFormat } from "../../../shared/tools/toolFormat.ts";

/** A message as chat templates expect it. */
export type TemplateMessage = {
  role: Message["role"];
  content: string;
  tool_calls?: { id: string; type: "function"; function: { name: string; arguments: unknown } }[];
  tool_call_id?: string;
  name?: string;
};

/** The conversation as the template is given it. For a template that knows no tools they are explained in a system message, and calls and results are written into the texts. */
export function templateMessages(messages: readonly Message[], tools: readonly Tool[] | undefined, format: ToolFormat): TemplateMessage[] {
  if (format !== "generic") return messages.map(asTemplate);
  const told = messages.map(inWords);
  if (!tools || tools.length === 0) return told;
  const [first] = told;
  if (first?.role !== "system") return [{ role: "system", content: explain(tools) }, ...told];
  return [{ ...first, content: `${first.content}\n\n${explain(tools)}` }, ...told.slice(1)];
}

function asTemplate({ role, content, toolCalls, toolCallId, name }: Message): TemplateMessage {
  return {
    role, content,
    ...(toolCalls && toolCalls.length > 0 && { tool_calls: toolCalls.map((call) => ({ id: call.id, type: "function" as const, function: { name: call.name, arguments: parsed(call.arguments) } })) }),
    ...(toolCallId !== undefined && { tool_call_id: toolCallId }),
    ...(name !== undefined && { name }),
  };
}

function inWords({ role, content, toolCalls }: Message): TemplateMessage {
  if (role === "tool") return { role: "user", content: `<tool_response>\n${content}\n</tool_response>` };
  const calls = (toolCalls ?? []).map((call) => `<tool_call>\n${JSON.stringify({ name: call.name, arguments: parsed(call.arguments) })}\n</tool_call>`);
  return { role, content: [content, ...calls].filter((part) => part !== "").join("\n") };
}

/** The words of Hermes' and Qwen's own templates. */
function explain(tools: readonly Tool[]): string {
  const list = tools.map((tool) => JSON.stringify(tool)).join("\n");
  return `You may call these tools:\n<tools>\n${list}\n</tools>\nTo call one, answer with its name and arguments as JSON:\n<tool_call>\n{"name": "...", "arguments": {...}}\n</tool_call>`;
}

/** Templates write arguments as JSON themselves: a text would come out quoted. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}
