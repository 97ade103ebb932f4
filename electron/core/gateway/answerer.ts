import type { Message, RunEvent, RunRequest } from "../../../shared/schemas/chat.ts";
import type { Preview, PreviewRequest } from "../../../shared/schemas/completion.ts";
import { toolFormatOf } from "../../../shared/tools/toolFormat.ts";
import type { Library } from "../models/libraryApi.ts";
import type { LoadedModel } from "../models/loadedModel.ts";
import type { Runtimes } from "../models/runtimes.ts";
import { chosenAdapters, type ChosenAdapter } from "./chosenAdapters.ts";
import { checkRequest, checkSize } from "./checkRequest.ts";
import { checkTools, constraintOf } from "./constraint.ts";
import { lastOf } from "../lastOf.ts";
import { fitting, promptOf } from "./promptOf.ts";
import { offeredTools } from "./renderPrompt.ts";
import { resolveSampling } from "./resolveSampling.ts";
import type { RunRecord } from "./runRecord.ts";
import type { TemplateRenderer } from "./templateRenderer.ts";
import { systemPart, type SystemPart } from "./systemPart.ts";
import { createToolAnswer } from "./toolAnswer.ts";

export type AnswererParts = {
  library: Pick<Library, "list" | "get" | "resolve" | "checkAdapter">;
  runtimes: Pick<Runtimes, "ready" | "readyIfWell">;
  renderer: Pick<TemplateRenderer, "render" | "warm">;
};

/** Asks local models. */
export function createAnswerer({ library, runtimes, renderer }: AnswererParts) {
  /** Passes the model's answer on as what a client sees of it. */
  async function* told(model: LoadedModel, request: RunRequest, asked: { promptTokens: number[]; adapters: ChosenAdapter[] } & SystemPart, record: RunRecord, signal: AbortSignal): AsyncGenerator<RunEvent> {
    const format = toolFormatOf(model.chat.template);
    const tools = createToolAnswer(request, format);
    const { logprobs, promptLogprobs } = request;
    const { promptTokens } = asked;
    // What repeats an answer must not differ from it by what its slot happened to hold.
    const reuse = request.origin === "replay" && !model.runtime.isReuseExact ? ("none" as const) : ("prompts" as const);
    const generate = { ...asked, reuse, sampling: record.sampling()!, grammar: constraintOf(request, format), logprobs, promptLogprobs, ...(tools && { withSpecialText: true }) };
    for await (const event of model.generate(generate, signal)) {
      record.take(event);
      if (event.type === "queued" || event.type === "promptLogprobs") yield event;
      else if (event.type === "prompt") yield { type: "prompt", processed: event.processed, promptTokens: promptTokens.length };
      else if (event.type === "tokens") yield { type: "text", text: tools ? tools.shown(event.text) : event.text, tokens: event.tokens.length, ...(event.logprobs && { logprobs: event.logprobs }) };
    }
    if (!tools) return;
    const { rest, toolCalls } = tools.end(record.output);
    if (rest !== "") yield { type: "text", text: rest, tokens: 0 };
    record.toolCalls = toolCalls;
    if (toolCalls.length > 0) yield { type: "toolCalls", toolCalls };
  }

  return {
    /** Yields what happens from here to the answer's end, and writes into `record` what becomes known on the way. */
    async *answer(request: RunRequest, record: RunRecord, signal: AbortSignal): AsyncGenerator<RunEvent> {
      checkRequest(request);
      checkTools(request);
      // What can't be enforced is refused before a model is loaded for it; a forced call is written as each model does.
      constraintOf(request, "generic");
      const stored = await library.resolve(request.target);
      const sampling = resolveSampling(request.sampling);
      record.noteModel(stored, sampling);
      const adapters = await chosenAdapters(library, request.adapters ?? [], stored, signal);
      record.noteAdapters(adapters.map(({ used }) => used));
      renderer.warm();
      const loadFrom = performance.now();
      const model = yield* runtimes.ready(stored.id, signal);
      record.noteRuntime(model.runtime, performance.now() - loadFrom);
      // Its hash may have become known while it was loaded.
      record.noteModel(library.get(stored.id), sampling);
      const release = model.hold();
      try {
        const counted = await promptOf(model, renderer, request, signal, (text) => (record.prompt = text));
        const promptTokens = fitting(counted, model.runtime.contextTokens);
        const system = await systemPart(model, { request, prompt: record.prompt!, promptTokens, settings: library.get(stored.id).settings }, signal);
        record.noteAsked(promptTokens);
        yield* told(model, request, { promptTokens, adapters, ...system }, record, signal);
      } finally {
        release();
      }
    },

    /** Tokens of the rendered conversation; of one far over the context, more than it holds. Loads the model where needed. */
    async countTokens({ target, messages }: { target: string; messages: Message[] }, signal: AbortSignal): Promise<{ tokens: number; contextTokens: number }> {
      checkSize({ messages });
      const { id } = await library.resolve(target);
      const model = await lastOf(runtimes.readyIfWell(id, signal));
      const { tokens } = await promptOf(model, renderer, { messages }, signal);
      return { tokens: tokens.length, contextTokens: model.runtime.contextTokens };
    },

    /** What the model would be given, token by token. Throws `context-exceeded` for what does not fit. */
    async preview(request: PreviewRequest, signal: AbortSignal): Promise<Preview> {
      checkSize(request);
      checkTools(request);
      const { id } = await library.resolve(request.target);
      const model = await lastOf(runtimes.readyIfWell(id, signal));
      const release = model.hold();
      try {
        let prompt = "";
        const counted = await promptOf(model, renderer, request, signal, (text) => (prompt = text));
        const tokens = fitting(counted, model.runtime.contextTokens);
        const { texts } = await model.tokenTexts({ tokens }, signal);
        return { prompt, tokens: tokens.map((token, index) => ({ id: token, text: texts[index]! })), contextTokens: model.runtime.contextTokens, findings: findingsOf(model, request) };
      } finally {
        release();
      }
    },
  };
}

function findingsOf({ chat: { template } }: LoadedModel, request: PreviewRequest): string[] {
  const isTold = offeredTools(request) !== undefined && toolFormatOf(template) === "generic";
  return [
    ...(template === null ? ["The file has no chat template; the conversation is written as `User: …` and `Assistant: …`."] : []),
    ...(isTold ? ["The chat template knows no tools; a system message explains them, and calls are read as `<tool_call>{…}</tool_call>`."] : []),
  ];
}
