import { fieldsOf, firstOf, listOf, type Fields } from "../../spans/shapes.ts";

/**
 * A run's tokens as attributes. They stand on the run, in `usage_metadata` of its metadata, its outputs or its message, or in LangChain's
 * `llm_output.token_usage`.
 */
export function runUsage(run: Fields, metadata: Fields): [string, unknown][] {
  const outputs = fieldsOf(run["outputs"]) ?? {};
  const generation = fieldsOf(listOf(listOf(outputs["generations"])?.[0])?.[0] ?? listOf(outputs["generations"])?.[0]);
  const message = fieldsOf(firstOf(generation?.["message"], outputs["message"], listOf(outputs["messages"])?.at(-1)));
  const usage = fieldsOf(firstOf(metadata["usage_metadata"], outputs["usage_metadata"], fieldsOf(message?.["kwargs"])?.["usage_metadata"], message?.["usage_metadata"])) ?? {};
  const tokens = fieldsOf(firstOf(fieldsOf(outputs["llm_output"])?.["token_usage"], outputs["usage"])) ?? {};
  const details = fieldsOf(usage["input_token_details"]) ?? fieldsOf(tokens["prompt_tokens_details"]) ?? {};
  const number = (...values: unknown[]) => values.find((value) => typeof value === "number");
  return [
    ["gen_ai.usage.input_tokens", number(usage["input_tokens"], run["prompt_tokens"], tokens["prompt_tokens"])],
    ["gen_ai.usage.output_tokens", number(usage["output_tokens"], run["completion_tokens"], tokens["completion_tokens"])],
    ["gen_ai.usage.total_tokens", number(usage["total_tokens"], run["total_tokens"], tokens["total_tokens"])],
    ["gen_ai.usage.cache_read.input_tokens", number(details["cache_read"], details["cached_tokens"])],
    ["gen_ai.usage.cache_creation.input_tokens", number(details["cache_creation"])],
  ];
}
