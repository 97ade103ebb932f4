import { AppError } from "../../../shared/errors.ts";
import type { Message, RunEvent, RunRequest } from "../../../shared/schemas/chat.ts";
import type { Library } from "../models/libraryApi.ts";
import type { LoadedModel } from "../models/loadedModel.ts";
import type { Runtimes } from "../models/runtimes.ts";
import { checkRequest, checkSize } from "./checkRequest.ts";
import { renderPrompt } from "./renderPrompt.ts";
import { resolveSampling } from "./resolveSampling.ts";
import type { RunRecord } from "./runRecord.ts";
import type { TemplateRenderer } from "./templateRenderer.ts";

export type AnswererParts = {
  library: Pick<Library, "list" | "get" | "resolve">;
  runtimes: Pick<Runtimes, "ready">;
  renderer: Pick<TemplateRenderer, "render" | "warm">;
};
type Counted = { tokens: number[]; more: boolean };

/** Asks local models. */
export function createAnswerer({ library, runtimes, renderer }: AnswererParts) {
  async function tokensOf(model: LoadedModel, prompt: string, signal: AbortSignal): Promise<Counted> {
    return model.tokenize({ text: prompt, limit: model.runtime.contextTokens }, signal);
  }

  return {
    /** Yields what happens from here to the answer's end, and writes into `record` what becomes known on the way. */
    async *answer(request: RunRequest, record: RunRecord, signal: AbortSignal): AsyncGenerator<RunEvent> {
      checkRequest(request);
      const stored = await library.resolve(request.target);
      const sampling = resolveSampling(request.sampling);
      record.noteModel(stored, sampling);
      renderer.warm();
      const loadFrom = performance.now();
      const model = yield* runtimes.ready(stored.id, signal);
      record.noteRuntime(model.runtime, performance.now() - loadFrom);
      // Its hash may have become known while it was loaded.
      record.noteModel(library.get(stored.id), sampling);
      const release = model.hold();
      try {
        record.prompt = await renderPrompt(renderer, request.messages, model.chat, signal);
        const promptTokens = fitting(await tokensOf(model, record.prompt, signal), model.runtime.contextTokens);
        record.noteAsked(promptTokens);
        for await (const event of model.generate({ promptTokens, sampling }, signal)) {
          record.take(event);
          if (event.type === "queued") yield event;
          else if (event.type === "prompt") yield { type: "prompt", processed: event.processed, promptTokens: promptTokens.length };
          else if (event.type === "tokens") yield { type: "text", text: event.text, tokens: event.tokens.length };
        }
      } finally {
        release();
      }
    },

    /** Tokens of the rendered conversation; of one far over the context, more than it holds. Loads the model where needed. */
    async countTokens({ target, messages }: { target: string; messages: Message[] }, signal: AbortSignal): Promise<{ tokens: number; contextTokens: number }> {
      checkSize(messages);
      const { id } = await library.resolve(target);
      const model = await lastOf(runtimes.ready(id, signal));
      const { tokens } = await tokensOf(model, await renderPrompt(renderer, messages, model.chat, signal), signal);
      return { tokens: tokens.length, contextTokens: model.runtime.contextTokens };
    },
  };
}

/** A prompt that leaves no room for an answer is `context-exceeded`, never cut. */
function fitting({ tokens, more }: Counted, contextTokens: number): number[] {
  if (!more && tokens.length < contextTokens) return tokens;
  const count = `${more ? "more than " : ""}${tokens.length.toLocaleString("en")}`;
  throw new AppError("context-exceeded", `The prompt has ${count} tokens; the context holds ${contextTokens.toLocaleString("en")}, the answer included.`, {
    fix: "Shorten the conversation, or give the model a larger context in its settings.",
    details: { promptTokens: tokens.length, contextTokens },
  });
}

async function lastOf<T>(steps: AsyncGenerator<unknown, T>): Promise<T> {
  for (;;) {
    const step = await steps.next();
    if (step.done) return step.value;
  }
}
