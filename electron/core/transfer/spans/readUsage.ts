import type { AttributeReader } from "./attributeReader.ts";
import { countUsage, type ClaimedUsage } from "./countUsage.ts";
import { fieldsOf, firstOf } from "./shapes.ts";

const totals = ["gen_ai.usage.total_tokens", "llm.usage.total_tokens", "llm.token_count.total", "ai.usage.totalTokens"];

/** Tokens by the names of every convention, cached ones counted once. `provider` null: not said. */
export function readUsage(reader: AttributeReader, provider: string | null) {
  const lone = loneObject(reader);
  const number = (value: unknown) => (typeof value === "number" ? value : null);
  const input = reader.count("gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens", "llm.token_count.prompt", "ai.usage.inputTokens", "ai.usage.promptTokens", "llm.usage.prompt_tokens") ?? number(lone?.input);
  const output = reader.count("gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens", "llm.token_count.completion", "ai.usage.outputTokens", "ai.usage.completionTokens", "llm.usage.completion_tokens") ?? number(lone?.output);
  const total = reader.peekCount(...totals) ?? number(lone?.total);
  const cacheRead = reader.count(
    "gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache_read_input_tokens", "gen_ai.usage.details.cache_read_tokens", "gen_ai.usage.details.cache_read_input_tokens", "gen_ai.usage.cached_tokens",
    "llm.token_count.prompt_details.cache_read", "ai.usage.cachedInputTokens", "ai.usage.inputTokenDetails.cacheReadTokens", "llm.usage.cache_read_input_tokens",
  ) ?? number(lone?.cacheRead);
  const cacheWrite = reader.peekCount(
    "gen_ai.usage.cache_creation.input_tokens", "gen_ai.usage.cache_creation_input_tokens", "gen_ai.usage.details.cache_creation_tokens", "gen_ai.usage.details.cache_write_tokens", "gen_ai.usage.details.cache_creation_input_tokens",
    "llm.token_count.prompt_details.cache_write", "ai.usage.inputTokenDetails.cacheWriteTokens", "llm.usage.cache_creation_input_tokens",
  ) ?? number(lone?.cacheWrite);
  const counted = countUsage({ input, output, cacheRead, cacheWrite, total, inputHoldsCached: lone?.inputHoldsCached ?? holdsCached(provider) });
  // A total that is the sum says nothing new; another one may hold tokens of reasoning.
  const { promptTokens, completionTokens } = counted.usage;
  if (total !== null && total === (promptTokens ?? 0) + (completionTokens ?? 0)) reader.understand(...totals.filter((name) => reader.peekCount(name) === total));
  return counted;
}

/** GenAI, OpenInference and OpenAI say that the input holds the cached tokens; of Anthropic's some instrumentations write its own numbers, which don't. */
const holdsCached = (provider: string | null): ClaimedUsage["inputHoldsCached"] => (provider && /anthropic|bedrock|claude/i.test(provider) ? "unclear" : "yes");

/** Langfuse's buckets that are read; one with others stays whole. */
const bucketNames = new Set(["input", "output", "total", "prompt_tokens", "completion_tokens", "cache_read_input_tokens", "input_cached_tokens", "input_cache_read", "cache_creation_input_tokens", "input_cache_creation"]);

/** Usage as one JSON object: Langfuse's buckets, which share nothing, and MLflow's. */
function loneObject(reader: AttributeReader) {
  const langfuse = fieldsOf(reader.json("langfuse.observation.usage_details"));
  if (langfuse) {
    if (Object.keys(langfuse).every((name) => bucketNames.has(name))) reader.understand("langfuse.observation.usage_details");
    return {
      input: firstOf(langfuse["input"], langfuse["prompt_tokens"]), output: firstOf(langfuse["output"], langfuse["completion_tokens"]), total: langfuse["total"],
      cacheRead: firstOf(langfuse["cache_read_input_tokens"], langfuse["input_cached_tokens"], langfuse["input_cache_read"]),
      cacheWrite: firstOf(langfuse["cache_creation_input_tokens"], langfuse["input_cache_creation"]),
      inputHoldsCached: "input" in langfuse ? ("no" as const) : ("yes" as const),
    };
  }
  const mlflow = fieldsOf(reader.json("mlflow.chat.tokenUsage"));
  if (!mlflow) return undefined;
  reader.understand("mlflow.chat.tokenUsage");
  return { input: mlflow["input_tokens"], output: mlflow["output_tokens"], total: mlflow["total_tokens"], cacheRead: mlflow["cache_read_input_tokens"], cacheWrite: mlflow["cache_creation_input_tokens"], inputHoldsCached: "unclear" as const };
}
