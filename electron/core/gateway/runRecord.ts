import type { Failure } from "../../../shared/errors.ts";
import type { GenerateEvent } from "../../../shared/llama.ts";
import type { FinishReason, ResolvedSampling, RunRequest, Status } from "../../../shared/schemas/chat.ts";
import type { TokenLogprob } from "../../../shared/schemas/logprobs.ts";
import type { ToolCall } from "../../../shared/schemas/tools.ts";
import { unknownConditions, type Conditions, type UsedAdapter } from "../../../shared/schemas/interaction.ts";
import type { Runtime } from "../../../shared/schemas/model.ts";
import type { NewInteraction, Outcome } from "../interactions/recording.ts";
import type { StoredModel } from "../models/libraryApi.ts";
import { createStopwatch } from "./stopwatch.ts";

/** What becomes known of one request while it is answered: in the end, its row. */
export function createRunRecord(request: RunRequest, createdAt: number, known: StoredModel | undefined) {
  const watch = createStopwatch();
  const outputTokens: number[] = [];
  const outputTokenEnds: number[] = [];
  let model = known ? { name: known.name, sha256: known.sha256 } : null;
  let conditions: Conditions = unknownConditions;
  let promptTokens: number[] | null = null;
  let countedTokens = 0;
  let hasSlot = false;
  const logprobs: TokenLogprob[] = [];
  const promptLogprobs: (TokenLogprob | null)[] = [];

  const record = {
    prompt: null as string | null,
    output: "",
    finishReason: null as FinishReason | null,
    toolCalls: null as ToolCall[] | null,

    completionTokens: () => outputTokens.length,
    contextTokens: () => conditions.contextTokens,
    sampling: () => conditions.sampling,
    /** Tokens of a text that is no prompt. */
    countPrompt: (tokens: number) => void (countedTokens += tokens),

    noteModel({ id, name, sha256, templateSha256 }: StoredModel, sampling: ResolvedSampling | null): void {
      model = { name, sha256 };
      conditions = { ...conditions, modelId: id, modelSha256: sha256, templateSha256, sampling };
    },

    noteRuntime({ engine, backend, devices, gpuLayers, layers, threads, contextTokens, slots, isReuseExact = false }: Runtime, loadMs: number): void {
      watch.loadMs = loadMs;
      conditions = { ...conditions, engine, backend, devices, gpuLayers, layers, threads, contextTokens, slots, isReuseExact };
    },

    noteAdapters: (adapters: UsedAdapter[]) => void (conditions = { ...conditions, adapters }),

    /** The model is asked now. */
    noteAsked(tokens: number[]): void {
      promptTokens = tokens;
      watch.asked();
    },

    /** Takes in what the model's process says. */
    take(event: GenerateEvent): void {
      if (event.type === "started") {
        const { slot, slotsBusy, promptBatchTokens, samplingChain } = event;
        hasSlot = true;
        watch.started();
        conditions = { ...conditions, slot, slotsBusy, promptBatchTokens, samplingChain };
      } else if (event.type === "tokens") {
        watch.moved();
        record.output += event.text;
        for (const token of event.tokens) outputTokens.push(token);
        for (const end of event.ends) outputTokenEnds.push(end);
        for (const each of event.logprobs ?? []) logprobs.push(each);
      } else if (event.type === "promptLogprobs") {
        for (const each of event.logprobs) promptLogprobs.push(each);
      } else if (event.type === "done") {
        const { finishReason, slotsBusy, cachedTokens, guesses, droppedTokens, slowerThanRecord } = event;
        watch.measured(event);
        record.finishReason = finishReason;
        conditions = { ...conditions, slotsBusy, cachedTokens, guesses, droppedTokens, ...(slowerThanRecord && { slowerThanRecord }) };
      }
    },

    /** What is written when the request was read. The request's own bytes: JSON escapes lone surrogates, so they come back exactly. */
    start: (): NewInteraction => ({ createdAt, request, body: Buffer.from(JSON.stringify(request)), deployment: model?.name ?? null, model }),

    /** What is written when it has ended. */
    outcome(status: Exclude<Status, "running">, error: Failure | null): Outcome {
      const timings = watch.timings(outputTokens.length);
      const deployment = model?.name ?? null;
      return {
        endedAt: createdAt + Math.round(timings.totalMs),
        status, model, deployment, promptTokens, error, timings, conditions,
        prompt: record.prompt,
        output: record.output,
        outputTokens: hasSlot ? outputTokens : null,
        outputTokenEnds: hasSlot ? outputTokenEnds : null,
        toolCalls: record.toolCalls,
        logprobs: request.logprobs && hasSlot ? logprobs : null,
        promptLogprobs: request.promptLogprobs && hasSlot ? promptLogprobs : null,
        finishReason: record.finishReason,
        usage: { promptTokens: promptTokens?.length ?? (countedTokens || null), completionTokens: hasSlot ? outputTokens.length : null, cachedTokens: conditions.cachedTokens },
        attempts: [{ deployment: deployment ?? request.target, startedAt: createdAt, durationMs: timings.totalMs, outcome: status, error }],
      };
    },
  };
  return record;
}
export type RunRecord = ReturnType<typeof createRunRecord>;
