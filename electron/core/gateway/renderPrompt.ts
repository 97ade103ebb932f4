import type { ChatFormat } from "../../../shared/gguf/chatFormat.ts";
import type { Message } from "../../../shared/schemas/chat.ts";
import type { TemplateRenderer } from "./templateRenderer.ts";

const speakers: Record<Message["role"], string> = { system: "System", user: "User", assistant: "Assistant", tool: "Tool" };

/**
 * The text that the model is given: rendered by the file's own template, or, for a file without one, as `User: …` and `Assistant: …`
 * with an empty line between. Lone surrogates, which no tokenizer can take, become U+FFFD. Throws `template-failed`, and `cancelled` at once.
 */
export async function renderPrompt(renderer: Pick<TemplateRenderer, "render">, messages: Message[], { template, bosToken, eosToken }: ChatFormat, signal: AbortSignal): Promise<string> {
  const text = template === null ? plainText(messages) : await renderer.render({ template, messages, bosToken, eosToken }, signal);
  return text.toWellFormed();
}

function plainText(messages: Message[]): string {
  return `${messages.map(({ role, content }) => `${speakers[role]}: ${content}\n\n`).join("")}${speakers.assistant}:`;
}
