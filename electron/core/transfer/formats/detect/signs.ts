import type { ImportFormat } from "../../../../../shared/schemas/transfer.ts";
import { fieldsOf, firstText, listOf, type Fields } from "../../spans/shapes.ts";

type Sign = { format: ImportFormat; says: string; fits: (record: Fields) => boolean };

const observationTypes = /^(GENERATION|SPAN|EVENT|AGENT|TOOL|CHAIN|RETRIEVER|EVALUATOR|EMBEDDING|GUARDRAIL)$/i;
const turn = (value: unknown, ...names: string[]) => names.every((name) => fieldsOf(listOf(value)?.[0])?.[name] !== undefined);

/** What a record's members say of its format, the surest first. */
const signs: Sign[] = [
  { format: "tapedeck", says: "records say “tapedeck: 1”", fits: (record) => typeof record["tapedeck"] === "number" },
  { format: "otlp-json", says: "there are “resourceSpans”, as in OTLP", fits: (record) => listOf(record["resourceSpans"] ?? record["resource_spans"]) !== undefined },
  { format: "langfuse", says: "a “trace” has “observations”, as in Langfuse", fits: (record) => listOf(record["observations"]) !== undefined || "observations" in record },
  { format: "langfuse", says: "records are Langfuse's observations, by “type” and “traceId”", fits: (record) => observationTypes.test(firstText(record["type"]) ?? "") && ("traceId" in record || "trace_id" in record) && ("startTime" in record || "start_time" in record) },
  { format: "langfuse", says: "records are Langfuse's traces, by “projectId” and “timestamp”", fits: (record) => ("projectId" in record || "project_id" in record) && "timestamp" in record },
  { format: "langsmith", says: "records have a “run_type”, as LangSmith's runs", fits: (record) => typeof record["run_type"] === "string" },
  { format: "phoenix", says: "records are spans with attributes, as of Phoenix and OpenTelemetry's SDKs", fits: (record) => "context.trace_id" in record || "spanContext" in record || (fieldsOf(record["context"])?.["trace_id"] !== undefined && "attributes" in record) || ("span_kind" in record && "attributes" in record) },
  { format: "phoenix", says: "records are a span's bare attributes", fits: (record) => Object.keys(record).some((name) => /^(openinference\.|llm\.|gen_ai\.|ai\.operationId)/.test(name)) },
  { format: "chatgpt", says: "records have a “mapping”, as ChatGPT's conversations", fits: (record) => fieldsOf(record["mapping"]) !== undefined },
  { format: "openwebui", says: "records have a “chat”, as Open WebUI's", fits: (record) => { const chat = fieldsOf(record["chat"]); return chat !== undefined && ("history" in chat || "messages" in chat); } },
  { format: "openai-stored", says: "records are completions of OpenAI", fits: (record) => /^(chat\.completion|text_completion|response|list)$/.test(firstText(record["object"]) ?? "") || (turn(record["choices"], "message") && "model" in record) || ("custom_id" in record && "response" in record) },
  { format: "sharegpt", says: "records have “conversations” of “from” and “value”, as in ShareGPT", fits: (record) => ["conversations", "conversation", "items"].some((name) => turn(record[name], "from")) },
  { format: "openai-jsonl", says: "records have “messages”, as in OpenAI's training files", fits: (record) => turn(record["messages"], "role") || ("prompt" in record && "completion" in record) || ("input" in record && "ideal" in record) },
];

/** What the first of a file's records that says anything says. */
export function signOf(records: readonly Fields[]): { format: ImportFormat; says: string } | null {
  for (const record of records) {
    const sign = signs.find(({ fits }) => fits(record));
    if (sign) return { format: sign.format, says: sign.says };
  }
  return null;
}
