import { setTimeout as delay } from "node:timers/promises";
import type { z } from "zod";
import type { LlamaProcess } from "../../electron/core/models/llamaProcess.ts";
import { llama, type GenerateEvent, type GenerateRequest, type LlamaContract } from "../../shared/llama.ts";
import { connect } from "../../shared/rpc/connect.ts";
import type { Services } from "../../shared/rpc/contract.ts";
import { memoryPorts } from "../../shared/rpc/memoryPort.ts";
import { serve } from "../../shared/rpc/serve.ts";
import type { FinishReason } from "../../shared/schemas/chat.ts";
import type { Runtime } from "../../shared/schemas/model.ts";

const longTimeMs = 60_000;

/** The answer's tokens by their text, one batch each. `crash` kills the process there, `hang` waits until it is cancelled. */
export type Script = {
  answer?: string[];
  finishReason?: FinishReason;
  contextTokens?: number;
  /** Between two tokens. */
  paceMs?: number;
  /** Runs before the model counts as loaded; may throw, or never end. `die` kills the process there. */
  onLoad?: "die" | ((signal: AbortSignal) => Promise<void>);
};

/** Processes that answer by `script`, over the real protocol. A token is one UTF-16 unit of the prompt. */
export function scriptedLlama(script: Script = {}) {
  const { answer = ["Hel", "lo"], finishReason = "stop", contextTokens = 4096, paceMs = 0, onLoad = async () => {} } = script;
  const requests: z.infer<typeof GenerateRequest>[] = [];
  const seen = { started: 0, alive: 0, answering: 0, tokenized: [] as string[] };

  let crash = () => {};

  function start(): LlamaProcess {
    const [ours, theirs] = memoryPorts();
    const pid = ++seen.started;
    const { promise: ended, resolve } = Promise.withResolvers<string>();
    let isStopped = false;
    let isEnded = false;
    seen.alive++;
    crash = () => end("it was killed by SIGKILL");

    function end(cause: string): void {
      if (isEnded) return;
      isEnded = true;
      seen.alive--;
      resolve(cause);
      theirs.close();
    }

    async function* generate(request: z.infer<typeof GenerateRequest>, signal: AbortSignal): AsyncGenerator<GenerateEvent> {
      requests.push(request);
      seen.answering++;
      try {
        yield* speak(signal);
      } finally {
        seen.answering--;
      }
    }

    async function* speak(signal: AbortSignal): AsyncGenerator<GenerateEvent> {
      yield { type: "started", slot: 0, slotsBusy: 1, promptBatchTokens: 256, samplingChain: ["greedy"] };
      let length = 0;
      for (const [index, text] of answer.entries()) {
        if (text === "crash") crash();
        if (text === "crash" || text === "hang") await delay(longTimeMs, undefined, { signal });
        signal.throwIfAborted();
        yield { type: "tokens", tokens: [100 + index], ends: [(length += text.length)], text };
        await delay(paceMs);
      }
      yield { type: "done", finishReason, slotsBusy: 1, cachedTokens: 0, promptMs: 5, generationMs: 10, guesses: null, droppedTokens: 0 };
    }

    const runtime: Runtime = { pid, engine: "scripted", backend: "cpu", devices: [], gpuLayers: 0, layers: 4, threads: 1, contextTokens, slots: 2, kvType: "f16" };
    const services: Services<LlamaContract> = {
      model: {
        async *load(_request, signal) {
          yield { type: "progress", progress: 0.5 };
          if (onLoad === "die") end("it was killed by SIGABRT");
          else await onLoad(signal);
          yield { type: "loaded", runtime };
        },
        tokenize({ text }) {
          seen.tokenized.push(text);
          return { tokens: [...text].map((_, index) => index), more: false };
        },
        tokenizeInfill: ({ prefix, suffix }) => ({ tokens: [...prefix, ...suffix].map((_, index) => index), more: false }),
        tokenTexts: ({ tokens }) => ({ texts: tokens.map(String) }),
        embed: ({ text }) => ({ vector: [3, 4], tokens: text.length, pooling: "mean", isTrained: false }),
        rerank: ({ query, document }) => ({ score: document.includes(query) ? 0.9 : 0.1, tokens: query.length + document.length }),
        generate,
        memory: () => ({ residentBytes: 1e6, beforeLoadBytes: 1e5 }),
        ping: () => ({}),
        devices: () => ({ backend: "cpu", names: [], freeBytes: 0, totalBytes: 0 }),
      },
    };
    serve(llama, services, theirs);
    return {
      client: connect(llama, ours),
      lost: new Promise((gone) => ours.onClose(gone)),
      ended,
      async stop() {
        isStopped = true;
        end("it was stopped");
      },
      isStopped: () => isStopped,
    };
  }
  return { start, requests, seen, /** Kills the newest process. */ crash: () => crash() };
}
