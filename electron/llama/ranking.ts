import type { LlamaModel, LlamaRankingContext } from "node-llama-cpp";
import { AppError } from "../../shared/errors.ts";
import { createIdle } from "./idle.ts";

/** Scores documents by a query with a model that was trained for it; its context is made when it is needed and freed when nobody asked for a while. */
export function createRanking(model: LlamaModel, { contextTokens, threads }: { contextTokens: number; threads: number }) {
  let context: Promise<LlamaRankingContext> | undefined;
  const idle = createIdle(async () => {
    const last = context;
    context = undefined;
    await (await last)?.dispose();
  });

  /** One that could not be made is tried again by the next request. */
  function open(): Promise<LlamaRankingContext> {
    return model.createRankingContext({ contextSize: contextTokens, threads, ignoreMemorySafetyChecks: model.gpuLayers === 0 }).catch((error: unknown) => {
      context = undefined;
      throw error;
    });
  }

  return {
    /** From 0 to 1. Throws `bad-request` where the model can't say, `context-exceeded` where both do not fit. */
    async rerank(query: string, document: string): Promise<{ score: number; tokens: number }> {
      if (!model.fileInsights.supportsRanking) {
        throw new AppError("bad-request", "This model can't rank documents: it was not trained for it.", { fix: "Take a reranker, a model whose file names the pooling `rank`." });
      }
      idle.busy();
      try {
        const ranking = await (context ??= open());
        const tokens = ranking.calculateInputLength(query, document);
        if (tokens >= contextTokens) throw new AppError("context-exceeded", `Query and document have ${tokens.toLocaleString("en")} tokens; the context holds ${contextTokens.toLocaleString("en")}.`, { fix: "Cut the document into parts.", details: { promptTokens: tokens, contextTokens } });
        return { score: await ranking.rank(query, document), tokens };
      } finally {
        idle.rest();
      }
    },
  };
}
