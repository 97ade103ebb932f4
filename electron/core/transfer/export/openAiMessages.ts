import type { Message, RunRequest } from "../../../../shared/schemas/chat.ts";

type ToolCallArguments = string | Record<string, unknown>;
/** A message as OpenAI's API has it. */
export type OpenAiMessage = {
  role: Message["role"];
  content: string | null;
  name?: string;
  tool_calls?: { id: string; type: "function"; function: { name: string; arguments: ToolCallArguments } }[];
  tool_call_id?: string;
};

/** `parsed`: a call's arguments as an object, as chat templates and TRL want them, where they are one; else as the model wrote them. */
export function openAiMessages(messages: readonly Message[], calls: "text" | "parsed" = "text"): OpenAiMessage[] {
  return messages.map(({ role, content, toolCalls, toolCallId, name }) => ({
    role,
    content: toolCalls?.length && content === "" ? null : content,
    ...(name === undefined ? {} : { name }),
    ...(toolCalls?.length ? { tool_calls: toolCalls.map((call) => ({ id: call.id, type: "function" as const, function: { name: call.name, arguments: calls === "text" ? call.arguments : parsedArguments(call.arguments) } })) } : {}),
    ...(toolCallId === undefined ? {} : { tool_call_id: toolCallId }),
  }));
}

/** The tools of a request, where it has any. */
export const toolsOf = ({ tools }: RunRequest): { tools?: NonNullable<RunRequest["tools"]> } => (tools?.length ? { tools } : {});

function parsedArguments(text: string): ToolCallArguments {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : text;
  } catch {
    return text;
  }
}
