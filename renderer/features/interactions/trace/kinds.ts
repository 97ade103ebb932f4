import type { IconName } from "../../../components/iconShapes.tsx";
import type { SpanKind } from "../../../../shared/schemas/trace.ts";

/** How a kind of span is called and drawn. */
export const kinds: Record<SpanKind, { word: string; icon: IconName }> = {
  model: { word: "Model call", icon: "models" },
  tool: { word: "Tool", icon: "tool" },
  retriever: { word: "Retrieval", icon: "search" },
  embedding: { word: "Embedding", icon: "vector" },
  reranker: { word: "Reranking", icon: "interactions" },
  agent: { word: "Agent", icon: "agent" },
  chain: { word: "Step", icon: "chain" },
  guard: { word: "Guard", icon: "guard" },
  evaluator: { word: "Evaluation", icon: "bench" },
  other: { word: "Span", icon: "chain" },
};
