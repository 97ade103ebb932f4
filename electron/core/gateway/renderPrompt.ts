import type { ChatFormat } from "../../../shared/gguf/chatFormat.ts";
import type { Message } from "../../../shared/schemas/chat.ts";
import type { Tool, ToolChoice } from "../../../shared/schemas/tools.ts";
import { toolFormatOf } from "../../../shared/tools/toolFormat.ts";
import { templateMessages, type TemplateMessage } from "./templateMessages.ts";
import type { TemplateRenderer } from "./templateRenderer.ts";

const speakers: Record<Message["role"], string> = { system: "System", user: "User", assistant: "Assistant", tool: "Tool" };

export type Conversation = { messages: Message[]; tools?: Tool[] | undefined; toolChoice?: ToolChoice | undefined };

/** The tools that the model is told of. */
export const offeredTools = ({ tools, toolChoice }: Omit<Conversation, "messages">): Tool[] | undefined => (toolChoice === "none" || tools?.length === 0 ? undefined : tools);

/**
 * The text that the model is given: rendered by the file's own template, or, for a file without one, as `User: …` and `Assistant: …`
 * with an empty line between. Lone surrogates, which no tokenizer can take, become U+FFFD. Throws `template-failed`, and `cancelled` at once.
 */
export async function renderPrompt(renderer: Pick<TemplateRenderer, "render">, conversation: Conversation, { template, bosToken, eosToken }: ChatFormat, signal: AbortSignal): Promise<string> {
  const tools = offeredTools(conversation);
  const format = toolFormatOf(template);
  const messages = templateMessages(conversation.messages, tools, format);
  const text = template === null ? plainText(messages) : await renderer.render({ template, messages, ...(format !== "generic" && tools && { tools }), bosToken, eosToken }, signal);
  return text.toWellFormed();
}

function plainText(messages: TemplateMessage[]): string {
  return `${messages.map(({ role, content }) => `${speakers[role]}: ${content}\n\n`).join("")}${speakers.assistant}:`;
}
