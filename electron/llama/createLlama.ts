import { AppError } from "../../shared/errors.ts";
import type { LlamaContract } from "../../shared/llama.ts";
import type { Services } from "../../shared/rpc/contract.ts";
import { generate } from "./generate.ts";
import { loadEngine, type Engine } from "./loadEngine.ts";
import { readDevices } from "./readDevices.ts";
import { readMemory } from "./readMemory.ts";
import { reportProgress } from "./reportProgress.ts";
import { tokenizeInfill } from "./tokenizeInfill.ts";
import { tokenizePrompt } from "./tokenizePrompt.ts";

/** What a llama process serves: one model, loaded once. */
export function createLlama(): Services<LlamaContract> {
  let loaded: Engine | undefined;
  let beforeLoadBytes = 0;

  function engine(): Engine {
    if (!loaded) throw new AppError("internal", "This process has not loaded its model yet.");
    return loaded;
  }

  return {
    model: {
      async *load(request, signal) {
        if (loaded) throw new AppError("internal", "This process has a model already.");
        beforeLoadBytes = readMemory();
        loaded = yield* reportProgress((report) => loadEngine(request, report), signal);
        yield { type: "loaded", runtime: loaded.runtime };
      },
      tokenize: ({ text, limit }) => tokenizePrompt(engine().model, text, limit),
      tokenizeInfill: (request) => tokenizeInfill(engine().model, request),
      tokenTexts: ({ tokens }) => ({ texts: tokens.map((token) => engine().shaping.tokenBytes(token).text) }),
      embed: ({ text }) => engine().shaping.embed(text),
      rerank: ({ query, document }) => engine().shaping.rerank(query, document),
      generate: (request, signal) => generate(engine(), request, signal),
      memory: () => ({ residentBytes: readMemory(), beforeLoadBytes }),
      ping: () => ({}),
      devices: ({ gpu }) => readDevices(gpu),
    },
  };
}
