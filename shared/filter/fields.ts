/** What can be asked of each field: text compares and contains, numbers and times also by size; tags hold many. */
export type FieldType = "text" | "number" | "time" | "tags";

/** The fields of the filter language: those of `query`; besides them `metadata.KEY` and `feedback.NAME`. */
export const filterFields = {
  id: "text",
  createdAt: "time",
  status: "text",
  origin: "text",
  model: "text",
  deployment: "text",
  session: "text",
  user: "text",
  tags: "tags",
  traceId: "text",
  spanId: "text",
  parentSpanId: "text",
  replayOf: "text",
  input: "text",
  output: "text",
  error: "text",
  errorCode: "text",
  finishReason: "text",
  reasoning: "text",
  source: "text",
  sourceId: "text",
  clockMark: "text",
  "usage.promptTokens": "number",
  "usage.completionTokens": "number",
  "usage.cachedTokens": "number",
  "timings.queueMs": "number",
  "timings.loadMs": "number",
  "timings.promptMs": "number",
  "timings.firstTokenMs": "number",
  "timings.generationMs": "number",
  "timings.totalMs": "number",
  "timings.tokensPerSecond": "number",
} as const satisfies Record<string, FieldType>;
export type FilterField = keyof typeof filterFields;

/** The known field that is spelt most like `name`, if one is near. */
export function nearestField(name: string): string | undefined {
  const ranked = Object.keys(filterFields)
    .map((field) => ({ field, distance: distance(name.toLowerCase(), field.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0]!;
  if (best.distance <= Math.max(2, Math.floor(name.length / 3))) return best.field;
  return Object.keys(filterFields).find((field) => field.toLowerCase().endsWith(`.${name.toLowerCase()}`));
}

/** Levenshtein's distance: single letters added, left out or changed. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length]!;
}
