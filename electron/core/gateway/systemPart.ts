import type { RunRequest } from "../../../shared/schemas/chat.ts";
import type { ModelSettings } from "../../../shared/schemas/model.ts";
import type { LoadedModel } from "../models/loadedModel.ts";

type Asked = { request: Pick<RunRequest, "messages" | "operation">; prompt: string; promptTokens: number[]; settings: Pick<ModelSettings, "isPinned" | "contextShift"> };
export type SystemPart = { systemTokens: number; isSystemKept: boolean };

/**
 * How many of the prompt's first tokens are its system message, where that matters: for a shift of the context, which keeps it, and for a
 * pinned model, which keeps its state on disk. A template that rewrites the message gives 0.
 */
export async function systemPart(model: Pick<LoadedModel, "tokenize">, { request, prompt, promptTokens, settings }: Asked, signal: AbortSignal): Promise<SystemPart> {
  const none = { systemTokens: 0, isSystemKept: false };
  const [first] = request.messages;
  const content = first?.role === "system" ? first.content.toWellFormed().trim() : "";
  if (request.operation === "complete" || content === "" || !(settings.isPinned || settings.contextShift === "shift")) return none;
  const at = prompt.indexOf(content);
  if (at < 0) return none;
  const { tokens } = await model.tokenize({ text: prompt.slice(0, at + content.length), limit: promptTokens.length }, signal);
  // The last token may go on into what follows.
  let count = 0;
  while (count < tokens.length && tokens[count] === promptTokens[count]) count++;
  return { systemTokens: count, isSystemKept: settings.isPinned };
}
