import { setTimeout as delay } from "node:timers/promises";
import { AppError } from "../../../shared/errors.ts";
import type { ChatFormat } from "../../../shared/gguf/chatFormat.ts";
import type { GenerateEvent, LlamaContract } from "../../../shared/llama.ts";
import type { Client } from "../../../shared/rpc/contract.ts";
import type { SlowerThanRecord } from "../../../shared/schemas/bench.ts";
import type { Runtime } from "../../../shared/schemas/model.ts";
import type { AnswerSpeed } from "./bench/speedRecords.ts";
import type { LlamaProcess } from "./llamaProcess.ts";

type Ask = Client<LlamaContract>["model"];

/** A model in its process, ready to answer. Everything throws `model-crashed`, with the cause, when the process ends. */
export type LoadedModel = {
  runtime: Runtime;
  chat: ChatFormat;
  tokenize: Ask["tokenize"];
  tokenizeInfill: Ask["tokenizeInfill"];
  tokenTexts: Ask["tokenTexts"];
  embed: Ask["embed"];
  rerank: Ask["rerank"];
  generate(...request: Parameters<Ask["generate"]>): AsyncIterable<GenerateEvent>;
  /** Answers that have a slot, those that wait for one, and the speed of the one that moved last. */
  load(): { busySlots: number; queued: number; tokensPerSecond: number | null };
  /** Set while the answer that ended last came far slower than the model's best. */
  slowerThanRecord(): SlowerThanRecord | null;
  /** As last measured. */
  memoryBytes(): number | null;
  /** Asks for the memory; gives what the model takes of it, in bytes, without what its process took before. */
  measure(): Promise<number>;
  /** Throws when the process can't be asked. */
  ping(signal: AbortSignal): Promise<void>;
  /** Whether someone holds it or waits for an answer. */
  isBusy(): boolean;
  /** Keeps the process until what it gives is called, also when its settings change meanwhile. */
  hold(): () => void;
  /** Resolves when nobody holds it. */
  released(): Promise<void>;
};

/** Wraps a process that has loaded `name`. `onChange`: its load changed; `onAnswer`: an answer came to its end; `judge` says whether it was far slower than others in like conditions. */
export function createLoadedModel({ process, name, runtime, chat, onChange, onAnswer, judge }: { process: LlamaProcess; name: string; runtime: Runtime; chat: ChatFormat; onChange: () => void; onAnswer: () => void; judge: (answer: AnswerSpeed) => SlowerThanRecord | null }): LoadedModel {
  const { model } = process.client;
  const busy = new Set<object>();
  const waiting = new Set<object>();
  let tokensPerSecond: number | null = null;
  let slower: SlowerThanRecord | null = null;
  let memoryBytes: number | null = null;
  let holders = 0;
  const whenReleased: (() => void)[] = [];

  async function explained(error: unknown): Promise<unknown> {
    return error instanceof AppError && error.code === "connection-lost" ? crashed(name, process) : error;
  }

  const asked =
    <I, O>(ask: (request: I, signal?: AbortSignal) => Promise<O>) =>
    (request: I, signal?: AbortSignal): Promise<O> =>
      ask(request, signal).catch(async (error: unknown) => { throw await explained(error); });

  async function* generate(...[request, signal]: Parameters<Ask["generate"]>): AsyncGenerator<GenerateEvent> {
    const answer = {};
    let tokens = 0;
    let firstAt = 0;
    waiting.add(answer);
    try {
      for await (const event of model.generate(request, signal)) {
        if (event.type === "started") {
          waiting.delete(answer);
          busy.add(answer);
          onChange();
        } else if (event.type === "queued") onChange();
        else if (event.type === "tokens") {
          const now = performance.now();
          if (tokens === 0) firstAt = now;
          else tokensPerSecond = ((tokens + event.tokens.length - 1) / (now - firstAt)) * 1000;
          tokens += event.tokens.length;
          onChange();
        }
        if (event.type !== "done") yield event;
        else {
          onAnswer();
          // A grammar, adapters and guesses ahead have speeds of their own.
          const isPlain = !request.grammar && !request.logprobs && !request.adapters?.length && event.guesses === null;
          if (isPlain) slower = judge({ depthTokens: request.promptTokens.length, tokens, tokensPerSecond: ((tokens - 1) / event.generationMs) * 1000, busy: event.slotsBusy });
          yield { ...event, slowerThanRecord: isPlain ? slower : null };
        }
      }
    } catch (error) {
      throw await explained(error);
    } finally {
      waiting.delete(answer);
      busy.delete(answer);
      onChange();
    }
  }

  return {
    runtime,
    chat,
    generate,
    tokenize: asked(model.tokenize),
    tokenizeInfill: asked(model.tokenizeInfill),
    tokenTexts: asked(model.tokenTexts),
    embed: asked(model.embed),
    rerank: asked(model.rerank),
    load: () => ({ busySlots: busy.size, queued: waiting.size, tokensPerSecond }),
    slowerThanRecord: () => slower,
    memoryBytes: () => memoryBytes,
    async measure() {
      const { residentBytes, beforeLoadBytes } = await model.memory({});
      memoryBytes = residentBytes;
      onChange();
      return Math.max(0, residentBytes - beforeLoadBytes);
    },
    ping: async (signal) => void (await model.ping({}, signal)),
    isBusy: () => holders > 0 || busy.size > 0 || waiting.size > 0,
    hold() {
      holders++;
      return () => {
        if (--holders === 0) for (const resolve of whenReleased.splice(0)) resolve();
      };
    },
    released: async () => {
      if (holders > 0) await new Promise<void>((resolve) => whenReleased.push(resolve));
    },
  };
}

const explainWithinMs = 1000;

/** Why a process that answered is gone; waits for the cause. */
export async function crashed(name: string, process: LlamaProcess): Promise<AppError> {
  if (process.isStopped()) return new AppError("cancelled", `${name} was unloaded while it answered.`);
  const cause = await Promise.race([process.ended, delay(explainWithinMs, "its connection broke", { ref: false })]);
  return crash(name, `: ${cause}`);
}

/** As `crashed`, while the cause is not known yet. */
export function crash(name: string, because = ""): AppError {
  return new AppError("model-crashed", `The process of ${name} ended in the middle of its work${because}.`, { fix: because.includes("memory ran out") ? "Unload other models, or lower the context or the slots in its settings; the next request starts it anew." : "Ask again: the next request starts it anew." });
}
