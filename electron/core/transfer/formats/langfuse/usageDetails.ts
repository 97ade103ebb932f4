import { unwrapJson } from "../../spans/parseJson.ts";
import { fieldsOf, firstOf, type Fields } from "../../spans/shapes.ts";

const cacheReads = ["cache_read_input_tokens", "input_cached_tokens", "input_cache_read", "prompt_details.cache_read", "prompt_details.cached_tokens", "input_cached", "cached"];
const cacheWrites = ["cache_creation_input_tokens", "input_cache_creation", "input_cache_write", "prompt_details.cache_write", "prompt_details.cache_creation"];
const number = (value: unknown): number | null => (typeof value === "number" && Number.isFinite(value) ? value : typeof value === "string" && /^\d+$/.test(value) ? Number(value) : null);

/**
 * An observation's tokens in buckets that share nothing, as Langfuse means them. Where its `total` shows that `input` holds the cached
 * ones, they are taken out; where nothing shows it, that is said in `notes`. Details that have no place of their own are in `notes` too.
 */
export function usageDetailsOf(fields: Fields): { details: Fields | undefined; notes: Fields } {
  const given = fieldsOf(unwrapJson(fields["usageDetails"]));
  const old = fieldsOf(unwrapJson(fields["usage"])) ?? {};
  const from = given && Object.keys(given).length > 0 ? given : { input: firstOf(old["input"], old["promptTokens"], fields["promptTokens"]), output: firstOf(old["output"], old["completionTokens"], fields["completionTokens"]), total: firstOf(old["total"], old["totalTokens"], fields["totalTokens"]) };
  const find = (names: string[]) => names.map((name) => number((from as Fields)[name])).find((value) => value !== null) ?? null;
  const [input, output, total] = [find(["input", "prompt_tokens", "input_tokens"]), find(["output", "completion_tokens", "output_tokens"]), find(["total", "total_tokens"])];
  const [cacheRead, cacheWrite] = [find(cacheReads), find(cacheWrites)];
  if (input === null && output === null && total === null) return { details: undefined, notes: {} };
  const cached = (cacheRead ?? 0) + (cacheWrite ?? 0);
  const holdsCached = input !== null && cached > 0 && cached <= input && total !== null && total === input + (output ?? 0);
  const isUnclear = input !== null && cached > 0 && cached <= input && total === null;
  const known = new Set(["input", "output", "total", ...cacheReads, ...cacheWrites]);
  const hasMore = Object.entries(from).some(([name, value]) => !known.has(name) && number(value) !== null && number(value) !== 0);
  return {
    details: { input: input === null ? undefined : holdsCached ? input - cached : input, output: output ?? undefined, total: total ?? undefined, cache_read_input_tokens: cacheRead ?? undefined, cache_creation_input_tokens: cacheWrite ?? undefined },
    notes: {
      ...(hasMore && { usageDetails: from }),
      ...(isUnclear && { "tapedeck.usage": `It is not said whether the input's ${input} tokens hold the ${cached} cached ones; taken as beside them, as Langfuse counts.` }),
    },
  };
}
