import type { LlamaEmbeddingContext, LlamaModel } from "node-llama-cpp";
import { AppError } from "../../shared/errors.ts";
import type { Pooling } from "../../shared/schemas/embedding.ts";
import { createIdle } from "./idle.ts";

/** A context for vectors holds a whole text at once; its memory grows with that, so it is as large as the longest text needs. */
const stepTokens = 512;
const poolings: Record<number, Pooling> = { 1: "mean", 2: "cls", 3: "last" };

type Opened = { model: LlamaModel; context: LlamaEmbeddingContext; contextTokens: number };

/**
 * Vectors of texts. For a file that names no pooling, llama.cpp gives the last token's vector only; it is opened once more with `mean` set,
 * which shares the mapped weights. All that is freed when no text came for a while.
 */
export function createEmbeddings(model: LlamaModel, path: string, { contextTokens, threads }: { contextTokens: number; threads: number }) {
  const named = poolings[namedPooling(model)];
  const pooling = named ?? "mean";
  let opened: Opened | undefined;
  let line: Promise<unknown> = Promise.resolve();
  const idle = createIdle(() => inLine(close));

  function inLine<T>(work: () => Promise<T>): Promise<T> {
    const done = line.then(work);
    line = done.catch(() => {});
    return done;
  }

  async function close(): Promise<void> {
    const last = opened;
    opened = undefined;
    await last?.context.dispose();
    if (last && last.model !== model) await last.model.dispose();
  }

  async function open(tokens: number): Promise<LlamaEmbeddingContext> {
    if (opened && opened.contextTokens > tokens) return opened.context;
    const size = Math.min(contextTokens, Math.ceil((tokens + 1) / stepTokens) * stepTokens);
    const source = opened?.model ?? (named ? model : await withMean());
    await opened?.context.dispose();
    opened = undefined;
    const context = await source.createEmbeddingContext({ contextSize: size, batchSize: size, threads, ignoreMemorySafetyChecks: model.gpuLayers === 0 });
    opened = { model: source, context, contextTokens: size };
    return context;
  }

  function withMean(): Promise<LlamaModel> {
    const { architecture } = model.fileInfo.metadata.general;
    return model.llama.loadModel({ modelPath: path, gpuLayers: model.gpuLayers, ignoreMemorySafetyChecks: model.gpuLayers === 0, metadataOverrides: { [architecture]: { pooling_type: meanPooling } } });
  }

  return {
    /** Throws `context-exceeded` for a text that does not fit. */
    embed: (text: string) =>
      inLine(async () => {
        idle.busy();
        try {
          const tokens = model.tokenize(text, true).length + 2;
          if (tokens >= contextTokens) throw new AppError("context-exceeded", `The text has ${tokens.toLocaleString("en")} tokens; the context holds ${contextTokens.toLocaleString("en")}.`, { fix: "Cut it into parts, or give the model a larger context in its settings.", details: { promptTokens: tokens, contextTokens } });
          const context = await open(tokens);
          const { vector } = await context.getEmbeddingFor(text);
          return { vector: [...vector], tokens: context.calculateInputLength(text), pooling, isTrained: named !== undefined };
        } finally {
          idle.rest();
        }
      }),
  };
}

const meanPooling = 1;

/** `pooling_type` of the file (llama.h's `llama_pooling_type`); -1 where it names none, 0 where it says that there is none. */
function namedPooling(model: LlamaModel): number {
  const { metadata } = model.fileInfo;
  const own = (metadata as unknown as Record<string, { pooling_type?: unknown } | undefined>)[metadata.general.architecture];
  return typeof own?.pooling_type === "number" ? own.pooling_type : -1;
}
