import type { Message, Status } from "../../../../../shared/schemas/chat.ts";
import { asText } from "../../spans/parseJson.ts";
import { fieldsOf, firstText, listOf, type Fields } from "../../spans/shapes.ts";

export type ChatgptMessage = {
  message: Message;
  /** A node that only holds the tree together, or an empty instruction. */
  isHidden: boolean;
  reasoning: string | null;
  status: Status;
  finishReason: string | null;
  /** Seconds, as they came. */
  time: unknown;
  model: string | null;
  /** The node as it came. */
  original: Fields;
};

const roles: Record<string, Message["role"]> = { system: "system", user: "user", assistant: "assistant", tool: "tool" };

/** A node of ChatGPT's `mapping`. Pictures and other parts that are no text are named in brackets. */
export function readChatgptMessage(node: Fields): ChatgptMessage {
  const { children: _, ...original } = node;
  const message = fieldsOf(node["message"]) ?? {};
  const author = fieldsOf(message["author"]) ?? {};
  const metadata = fieldsOf(message["metadata"]) ?? {};
  const content = fieldsOf(message["content"]) ?? {};
  const role = roles[String(author["role"])] ?? "user";
  const { text, reasoning } = textOf(content);
  const recipient = firstText(message["recipient"]);
  const calls = role === "assistant" && recipient !== undefined && recipient !== "all" ? [{ id: (firstText(message["id"]) ?? "call").slice(0, 200), name: recipient.slice(0, 1000), arguments: text }] : null;
  const name = firstText(author["name"]);
  return {
    message: { role, content: calls ? "" : text, ...(calls && { toolCalls: calls }), ...(name && { name: name.slice(0, 200) }) },
    isHidden: Object.keys(message).length === 0 || (role === "system" && text === ""),
    reasoning,
    status: message["status"] === "in_progress" || message["status"] === "finished_partial_completion" ? "interrupted" : "ok",
    finishReason: firstText(fieldsOf(metadata["finish_details"])?.["type"]) ?? null,
    time: message["create_time"],
    model: firstText(metadata["model_slug"], metadata["resolved_model_slug"]) ?? null,
    original,
  };
}

function textOf(content: Fields): { text: string; reasoning: string | null } {
  const type = firstText(content["content_type"]) ?? "text";
  if (type === "thoughts") return { text: "", reasoning: (listOf(content["thoughts"]) ?? []).map((thought) => asText(fieldsOf(thought)?.["content"] ?? thought)).join("\n\n") };
  const parts = listOf(content["parts"]);
  if (parts) return { text: parts.map(partOf).filter(Boolean).join("\n"), reasoning: null };
  const text = firstText(content["text"], content["result"], content["content"]);
  if (text !== undefined) return { text, reasoning: null };
  const custom = [content["user_profile"], content["user_instructions"]].filter((each): each is string => typeof each === "string");
  return { text: custom.length > 0 ? custom.join("\n\n") : Object.keys(content).length <= 1 ? "" : asText(content), reasoning: null };
}

function partOf(part: unknown): string {
  if (typeof part === "string") return part;
  const fields = fieldsOf(part) ?? {};
  return firstText(fields["text"]) ?? `[${firstText(fields["content_type"]) ?? "part"}]`;
}
