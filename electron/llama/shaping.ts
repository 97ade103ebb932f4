import type { LlamaModel } from "node-llama-cpp";
import { createEmbeddings } from "./embeddings.ts";
import { createGrammars } from "./grammarState.ts";
import { createRanking } from "./ranking.ts";
import { createTokenBytes } from "./tokenBytes.ts";
import { createTokenText } from "./tokenText.ts";

/** What a loaded model can do beside plain answers. Nothing of it takes memory before it is asked for. */
export function createShaping(model: LlamaModel, path: string, limits: { contextTokens: number; threads: number }) {
  return {
    tokenBytes: createTokenBytes(model),
    grammarState: createGrammars(model),
    beginSpecialText: createTokenText(model, true),
    ...createEmbeddings(model, path, limits),
    ...createRanking(model, limits),
  };
}
export type Shaping = ReturnType<typeof createShaping>;
