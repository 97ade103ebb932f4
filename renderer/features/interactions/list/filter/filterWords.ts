import type { Comparison, Filter, FilterTarget } from "../../../../../shared/filter/parseFilter.ts";
import { printFilter, targetText } from "./filterParts.ts";

const names: Record<string, string> = {
  createdAt: "time", traceId: "trace", spanId: "span", parentSpanId: "parent span", replayOf: "replay of", finishReason: "finish reason", errorCode: "error code", output: "answer", tags: "tag",
  "usage.promptTokens": "tokens in", "usage.completionTokens": "tokens out", "usage.cachedTokens": "tokens cached",
  "timings.queueMs": "queue", "timings.loadMs": "load", "timings.promptMs": "prompt time", "timings.firstTokenMs": "first token", "timings.generationMs": "answer time", "timings.totalMs": "total",
  "timings.tokensPerSecond": "speed",
};
const verbs: Record<Comparison, string> = { "=": "is", "!=": "is not", ":": "contains", "<": "<", "<=": "≤", ">": ">", ">=": "≥" };

/** A field as the screens call it. */
export function fieldWords(field: string): string {
  return names[field] ?? (field.startsWith("metadata.") ? field.slice("metadata.".length) : field);
}
const targetWords = (target: FilterTarget) => fieldWords(targetText(target));

/** A part of a filter as a chip reads: "status is" and "failed". */
export function partWords(part: Filter): { lead: string; value: string } {
  if (part.kind === "compare") return { lead: `${targetWords(part.target)} ${verbs[part.comparison]}`, value: valueWords(part) };
  if (part.kind === "in") return { lead: `${targetWords(part.target)} is`, value: orList(part.values.map(({ text }) => text)) };
  if (part.kind === "has") return { lead: "has", value: targetWords(part.target) };
  if (part.kind === "not" && part.part.kind === "has") return { lead: "has no", value: targetWords(part.part.target) };
  if (part.kind === "not" && part.part.kind === "in") return { lead: `${targetWords(part.part.target)} is not`, value: orList(part.part.values.map(({ text }) => text)) };
  if (part.kind === "not" && part.part.kind === "compare") return { lead: `not ${targetWords(part.part.target)} ${verbs[part.part.comparison]}`, value: valueWords(part.part) };
  if (part.kind === "or") return { lead: "", value: part.parts.map((each) => Object.values(partWords(each)).filter(Boolean).join(" ")).join(" or ") };
  return { lead: "", value: printFilter(part) };
}

function valueWords({ target, value }: Extract<Filter, { kind: "compare" }>): string {
  const field = targetText(target);
  return field.endsWith("Ms") && /^\d/.test(value.text) && !/[a-z]$/i.test(value.text) ? `${value.text} ms` : value.text;
}

const orList = (texts: readonly string[]) => (texts.length <= 3 ? texts.join(" or ") : `${texts.slice(0, 2).join(", ")} or ${texts.length - 2} more`);
