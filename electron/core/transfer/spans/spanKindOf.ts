import type { SpanKind } from "../../../../shared/schemas/trace.ts";
import type { AttributeReader } from "./attributeReader.ts";
import { unwrapJson } from "./parseJson.ts";

const words: Record<string, SpanKind> = {
  llm: "model", generation: "model", chat: "model", text_completion: "model", generate_content: "model", completion: "model", chat_model: "model", model: "model",
  tool: "tool", execute_tool: "tool", function: "tool",
  retriever: "retriever", retrieval: "retriever",
  embedding: "embedding", embeddings: "embedding",
  reranker: "reranker", rerank: "reranker",
  agent: "agent", invoke_agent: "agent", create_agent: "agent", handoff: "agent",
  chain: "chain", workflow: "chain", task: "chain", invoke_workflow: "chain", prompt: "chain", parser: "chain", span: "chain",
  guardrail: "guard", guard: "guard",
  evaluator: "evaluator", evaluation: "evaluator",
};

/** Where a kind is said outright, in the order that they are believed. */
const explicit = ["openinference.span.kind", "traceloop.span.kind", "langfuse.observation.type", "langsmith.span.kind", "mlflow.spanType", "gen_ai.operation.name", "llm.request.type"];

/** What only a call of a model carries. */
const marks = ["gen_ai.request.model", "gen_ai.response.model", "llm.model_name", "ai.prompt.messages", "gen_ai.output.messages", "gen_ai.response.finish_reasons"];

/** Any format's word for a kind of span, in ours; undefined for a word that is not known. */
export const spanKindFor = (word: string): SpanKind | undefined => words[word.trim().toLowerCase().replaceAll("-", "_")];

/**
 * What a span is: as its conventions say, else by what only a model's call carries. The Vercel AI SDK writes two spans a call; the inner
 * one, `….doGenerate` or `….doStream`, is the model's, the outer one is the loop around it, so that no token is counted twice. The word itself stays an attribute: it says more than our kinds.
 */
export function spanKindOf(reader: AttributeReader): SpanKind {
  const vercel = reader.peek("ai.operationId");
  if (typeof vercel === "string") return vercelKind(vercel);
  for (const name of explicit) {
    const word = unwrapJson(reader.peek(name));
    // MLflow's values are JSON: a text comes in quotes.
    const kind = typeof word === "string" ? spanKindFor(word.replace(/^"|"$/g, "")) : undefined;
    if (kind) return kind;
  }
  if (reader.has("gen_ai.tool.name") || reader.has("gen_ai.tool.call.id")) return "tool";
  return marks.some((name) => reader.has(name)) ? "model" : "other";
}

function vercelKind(operation: string): SpanKind {
  if (operation === "ai.toolCall") return "tool";
  if (/embed/i.test(operation)) return "embedding";
  if (/rerank/i.test(operation)) return "reranker";
  return /\.do(Generate|Stream)$/.test(operation) ? "model" : "agent";
}
