import { AppError } from "../../../shared/errors.ts";
import type { RunRequest } from "../../../shared/schemas/chat.ts";
import type { LoadedModel } from "../models/loadedModel.ts";
import { renderPrompt } from "./renderPrompt.ts";
import type { TemplateRenderer } from "./templateRenderer.ts";

type Asked = Pick<RunRequest, "messages" | "tools" | "toolChoice" | "operation" | "suffix">;
export type Counted = { tokens: number[]; more: boolean };

/** What the model is given for a request, as text and as tokens: a conversation by its template, a raw text as it is, or a gap to fill in. `noteText` gets the text before it is counted. */
export async function promptOf(model: LoadedModel, renderer: Pick<TemplateRenderer, "render">, request: Asked, signal: AbortSignal, noteText: (text: string) => void = () => {}): Promise<Counted> {
  const limit = model.runtime.contextTokens;
  if (request.operation !== "complete") {
    const text = await renderPrompt(renderer, request, model.chat, signal);
    noteText(text);
    return model.tokenize({ text, limit }, signal);
  }
  const text = request.messages.map(({ content }) => content).join("").toWellFormed();
  const { suffix } = request;
  noteText(suffix === undefined ? text : `${text}⟨gap⟩${suffix}`);
  return suffix === undefined ? model.tokenize({ text, limit }, signal) : model.tokenizeInfill({ prefix: text, suffix: suffix.toWellFormed(), limit }, signal);
}

/** A prompt that leaves no room for an answer is `context-exceeded`, never cut. */
export function fitting({ tokens, more }: Counted, contextTokens: number): number[] {
  if (!more && tokens.length < contextTokens) return tokens;
  const count = `${more ? "more than " : ""}${tokens.length.toLocaleString("en")}`;
  throw new AppError("context-exceeded", `The prompt has ${count} tokens; the context holds ${contextTokens.toLocaleString("en")}, the answer included.`, {
    fix: "Shorten the conversation, or give the model a larger context in its settings.",
    details: { promptTokens: tokens.length, contextTokens },
  });
}
