const hex = (text: string, length: number) => Buffer.from(text).toString("hex").padStart(length, "0").slice(-length);

export type SampleSpan = { id: string; parent: string | null; name: string; kind: string; atMs: number; tookMs: number; attributes?: Record<string, string | number>; error?: string };

/** A trace as a file of OTLP's JSON, in OpenInference's words, begun at `startedAt` (epoch ms). */
export function otlpTrace(trace: string, startedAt: number, spans: SampleSpan[]): string {
  const nanos = (ms: number) => `${Math.round(startedAt + ms)}000000`;
  const valueOf = (value: string | number) => (typeof value === "number" ? (Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value }) : { stringValue: value });
  const written = spans.map(({ id, parent, name, kind, atMs, tookMs, attributes = {}, error }) => ({
    traceId: traceIdOf(trace), spanId: spanIdOf(id), ...(parent === null ? {} : { parentSpanId: spanIdOf(parent) }), name, kind: 1,
    startTimeUnixNano: nanos(atMs), endTimeUnixNano: nanos(atMs + tookMs),
    attributes: Object.entries({ "openinference.span.kind": kind, "session.id": "ses_e2e", "user.id": "kim", ...attributes }).map(([key, value]) => ({ key, value: valueOf(value) })),
    status: error === undefined ? { code: 1 } : { code: 2, message: error },
  }));
  return JSON.stringify({ resourceSpans: [{ resource: { attributes: [{ key: "service.name", value: { stringValue: "support-web" } }] }, scopeSpans: [{ scope: { name: "e2e" }, spans: written }] }] });
}

export const traceIdOf = (name: string): string => hex(name, 32);
export const spanIdOf = (name: string): string => hex(name, 16);

/** Attributes of a model's call. */
export function modelCall(question: string, answer: string, earlier: [string, string][] = []): Record<string, string | number> {
  const messages = [["system", "You are the support assistant of a shop."], ...earlier, ["user", question]] as [string, string][];
  return {
    "llm.model_name": "demo-support-v2", "llm.token_count.prompt": 486, "llm.token_count.completion": 78,
    ...Object.fromEntries(messages.flatMap(([role, content], n) => [[`llm.input_messages.${n}.message.role`, role], [`llm.input_messages.${n}.message.content`, content]])),
    "llm.output_messages.0.message.role": "assistant", "llm.output_messages.0.message.content": answer,
  };
}
