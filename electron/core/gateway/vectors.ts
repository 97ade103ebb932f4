import type { RunEvent, RunRequest } from "../../../shared/schemas/chat.ts";
import type { EmbedRequest, EmbedResult, RerankRequest, RerankResult } from "../../../shared/schemas/embedding.ts";
import type { LoadedModel } from "../models/loadedModel.ts";
import type { AnswererParts } from "./answerer.ts";
import { checkSize } from "./checkRequest.ts";
import { normalized } from "./normalized.ts";
import type { RunRecord } from "./runRecord.ts";

type Results<T> = Omit<T, "interactionId" | "usage">;
const userMessages = (texts: string[]): RunRequest["messages"] => texts.map((content) => ({ role: "user", content }));

/** The rows of what makes no text: its texts stand there as a user's messages. */
export const embedRun = ({ inputs, normalize: _normalize, ...asking }: EmbedRequest): RunRequest => ({ ...asking, operation: "embed", messages: userMessages(inputs), sampling: {} });
export const rerankRun = ({ query, documents, ...asking }: RerankRequest): RunRequest => ({ ...asking, operation: "rerank", messages: userMessages([...documents, query]), sampling: {} });

/** Vectors and scores of texts. `give` gets the result; the events are those of the model's loading. */
export function createVectors({ library, runtimes }: Pick<AnswererParts, "library" | "runtimes">) {
  async function* withModel(request: RunRequest, record: RunRecord, signal: AbortSignal, work: (model: LoadedModel) => Promise<void>): AsyncGenerator<RunEvent> {
    checkSize(request);
    const stored = await library.resolve(request.target);
    record.noteModel(stored, null);
    const loadFrom = performance.now();
    const model = yield* runtimes.ready(stored.id, signal);
    record.noteRuntime(model.runtime, performance.now() - loadFrom);
    record.noteModel(library.get(stored.id), null);
    const release = model.hold();
    try {
      await work(model);
    } finally {
      release();
    }
  }

  return {
    embed: (request: RunRequest, normalize: boolean, record: RunRecord, signal: AbortSignal, give: (result: Results<EmbedResult>) => void) =>
      withModel(request, record, signal, async (model) => {
        const vectors: number[][] = [];
        let made: Pick<EmbedResult, "pooling" | "isTrained"> = { pooling: "mean", isTrained: false };
        for (const { content } of request.messages) {
          const { vector, tokens, pooling, isTrained } = await model.embed({ text: content.toWellFormed() }, signal);
          signal.throwIfAborted();
          vectors.push(normalize ? normalized(vector) : vector);
          record.countPrompt(tokens);
          made = { pooling, isTrained };
        }
        const dimensions = vectors[0]!.length;
        record.output = `${vectors.length} ${vectors.length === 1 ? "vector" : "vectors"} of ${dimensions} numbers`;
        give({ vectors, dimensions, ...made, normalized: normalize });
      }),

    rerank: (request: RunRequest, { query, documents }: Pick<RerankRequest, "query" | "documents">, record: RunRecord, signal: AbortSignal, give: (result: Results<RerankResult>) => void) =>
      withModel(request, record, signal, async (model) => {
        const results: RerankResult["results"] = [];
        for (const [index, document] of documents.entries()) {
          const { score, tokens } = await model.rerank({ query: query.toWellFormed(), document: document.toWellFormed() }, signal);
          signal.throwIfAborted();
          results.push({ index, score });
          record.countPrompt(tokens);
        }
        results.sort((a, b) => b.score - a.score);
        record.output = results.map(({ index, score }) => `${index}: ${score.toFixed(4)}`).join("\n");
        give({ results });
      }),
  };
}
