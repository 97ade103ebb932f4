import { expect, it } from "vitest";
import { lines, now, readContent } from "../import/readFile.ts";

const observation = { id: "o1", traceId: "t1", type: "GENERATION", name: "chat", startTime: "2024-03-01T10:00:00.000Z", endTime: "2024-03-01T10:00:02.000Z", completionStartTime: "2024-03-01T10:00:00.500Z", model: "gpt-4o", input: [{ role: "user", content: "Hi" }], output: "Ho" };

it("counts a Langfuse export's cached tokens once, by its total, and says what is unclear", async () => {
  const usage = (usageDetails: object) => lines({ ...observation, usageDetails }, observation);
  const counted = async (usageDetails: object) => (await readContent(usage(usageDetails))).interactions[0]!;
  expect((await counted({ input: 100, input_cached_tokens: 900, output: 20, total: 1020 })).usage).toEqual({ promptTokens: 1000, completionTokens: 20, cachedTokens: 900 });
  expect((await counted({ input: 1000, input_cached_tokens: 900, output: 20, total: 1020 })).usage).toEqual({ promptTokens: 1000, completionTokens: 20, cachedTokens: 900 });
  expect((await counted({ input: 100, cache_read_input_tokens: 900, output: 20 })).usage).toEqual({ promptTokens: 1000, completionTokens: 20, cachedTokens: 900 });
  const unclear = await counted({ input: 1000, cache_read_input_tokens: 900, output: 20 });
  expect(unclear.metadata?.["tapedeck.usage"]).toContain("It is not said whether");
});

it("shows double-encoded text of a Langfuse export readable and keeps its bytes", async () => {
  const inner = String.raw`[{"role":"user","content":"\u65e5\u672c \ud83d\ude00"}]`;
  const record = { ...observation, input: inner, output: String.raw`{"role":"assistant","content":"\u6771\u4eac"}` };
  const { interactions } = await readContent(lines(record, observation));
  expect([interactions[0]!.request.messages[0]!.content, interactions[0]!.output]).toEqual(["日本 😀", "東京"]);
  expect(Buffer.from(interactions[0]!.raw!).toString()).toBe(JSON.stringify(record));
});

it("gives imported history its latency, first token and speed", async () => {
  const { interactions } = await readContent(lines({ ...observation, usageDetails: { input: 3, output: 30, total: 33 } }, observation));
  expect(interactions[0]).toMatchObject({ createdAt: Date.UTC(2024, 2, 1, 10), clockMark: null, usage: { promptTokens: 3, completionTokens: 30 }, timings: { totalMs: 2000, firstTokenMs: 500, generationMs: 1500, tokensPerSecond: 20 } });
});

it("reads traces with their observations in them, and a trace without any as a span", async () => {
  const trace = { id: "t1", projectId: "p", timestamp: "2024-03-01T10:00:00Z", name: "job", userId: "u", sessionId: "s", tags: ["x"], input: "in", scores: [{ id: "s1", name: "good", value: 1 }, { name: "cat", stringValue: "fine", observationId: "o1" }] };
  const read = await readContent(JSON.stringify([{ ...trace, observations: [{ ...observation, parentObservationId: null }, { id: "bad", traceId: "t1", type: "SPAN", startTime: "yesterday" }] }, { ...trace, id: "t2", scores: [] }]));
  expect(read.interactions).toMatchObject([{ traceId: "t1", spanId: "o1", user: "u", session: "s", tags: ["x"], metadata: { trace: { name: "job", input: "in" } } }]);
  expect(read.feedback).toMatchObject([{ name: "good", value: 1, of: { traceId: "t1", spanId: null } }, { name: "cat", label: "fine", of: { traceId: "t1", spanId: "o1" } }]);
  expect(read.spans).toMatchObject([{ traceId: "t2", spanId: "t2", name: "job", kind: "chain", input: "in", user: "u" }]);
  expect(read.rejects).toEqual([{ line: 0, reason: "observation bad: `startTime` is no time" }]);
});

it("keeps the ids by which Langfuse's list of traces names observations and scores", async () => {
  const { spans, feedback, rejects } = await readContent(JSON.stringify({ data: [{ id: "t3", projectId: "p", timestamp: "2024-03-01T10:00:00Z", name: "job", observations: ["o1"], scores: ["s1"], latency: 1.5 }], meta: { page: 1 } }));
  expect([feedback, rejects]).toEqual([[], []]);
  expect(spans).toMatchObject([{ spanId: "t3", durationMs: 1500, attributes: { trace: { observations: ["o1"], scores: ["s1"] } } }]);
});

it("reads Langfuse's blob storage, whose names have underlines", async () => {
  const { interactions, format } = await readContent(lines({ id: "o", trace_id: "t", type: "GENERATION", start_time: "2024-03-01 10:00:00.000", end_time: "2024-03-01 10:00:01.000", provided_model_name: "m", input: "a", output: "b", usage_details: { input: 1, output: 2, total: 3 } }, {}));
  expect(format).toBe("langfuse");
  expect(interactions).toMatchObject([{ spanId: "o", traceId: "t", model: "m", usage: { promptTokens: 1 }, timings: { totalMs: 1000 }, clockMark: "zone-assumed" }]);
});

const run = { id: "r1", trace_id: "r1", run_type: "llm", name: "ChatOpenAI", start_time: "2025-01-01T10:00:00.250000", end_time: "2025-01-01T10:00:01.250000", inputs: { messages: [[{ lc: 1, type: "constructor", id: ["langchain", "schema", "messages", "HumanMessage"], kwargs: { content: "Hi", type: "human" } }]] },
  outputs: { generations: [[{ text: "Ho", message: { lc: 1, id: ["x", "AIMessage"], kwargs: { content: "Ho", usage_metadata: { input_tokens: 1000, output_tokens: 3, total_tokens: 1003, input_token_details: { cache_read: 900 } } } } }]] },
  extra: { metadata: { ls_model_name: "gpt-4o", ls_provider: "openai", thread_id: "th" }, invocation_params: { model: "gpt-4o-2024", temperature: 0.1 } }, tags: ["seq"], session_id: "project" };

it("reads LangSmith's runs, names times without a zone and takes the chosen one", async () => {
  const content = lines(run, { ...run, id: "r2", parent_run_id: "r1", run_type: "tool", name: "search", error: "boom", child_runs: [{ ...run, id: "r3", start_time: "?" }] });
  const berlin = await readContent(content, { timeZone: "Europe/Berlin" });
  expect(berlin.format).toBe("langsmith");
  expect(berlin.interactions).toMatchObject([{
    createdAt: Date.UTC(2025, 0, 1, 9, 0, 0, 250), clockMark: "zone-assumed", model: "gpt-4o-2024", session: "th", tags: ["seq"], output: "Ho", usage: { promptTokens: 1000, completionTokens: 3, cachedTokens: 900 }, timings: { totalMs: 1000 },
    request: { messages: [{ role: "user", content: "Hi" }], sampling: { temperature: 0.1 } },
  }]);
  expect(berlin.spans).toMatchObject([{ spanId: "r2", parentSpanId: "r1", kind: "tool", status: "error", statusMessage: "boom" }]);
  expect(berlin.rejects).toEqual([{ line: 2, reason: "run r3: `start_time` is no time" }]);
  expect(berlin.withoutZone).toBe(4);
  expect((await readContent(content)).interactions[0]!.createdAt).toBe(Date.UTC(2025, 0, 1, 10, 0, 0, 250));
});

it("reads Phoenix's spans, nested, flat and of its data frames, alike", async () => {
  const messages = [{ message: { role: "user", content: "Hi" } }];
  const common = { name: "llm", start_time: "2025-01-01T10:00:00Z", end_time: "2025-01-01T10:00:01Z", status_code: "OK", span_kind: "LLM" };
  const shapes = [
    { ...common, context: { trace_id: "t", span_id: "s" }, attributes: { llm: { model_name: "m", input_messages: messages, token_count: { prompt: 2 } }, output: { value: "Ho" } } },
    { ...common, context: { trace_id: "t", span_id: "s" }, attributes: { "llm.model_name": "m", "llm.input_messages.0.message.role": "user", "llm.input_messages.0.message.content": "Hi", "llm.token_count.prompt": 2, "output.value": "Ho" } },
    { ...common, "context.trace_id": "t", "context.span_id": "s", parent_id: null, "attributes.llm.model_name": "m", "attributes.llm.input_messages": [{ "message.role": "user", "message.content": "Hi" }], "attributes.llm.token_count.prompt": 2, "attributes.output.value": "Ho" },
  ];
  for (const shape of shapes) {
    const { format, interactions, rejects } = await readContent(JSON.stringify([shape]));
    expect([format, rejects]).toEqual(["phoenix", []]);
    expect(interactions).toMatchObject([{ traceId: "t", spanId: "s", model: "m", output: "Ho", usage: { promptTokens: 2 }, timings: { totalMs: 1000 }, request: { messages: [{ role: "user", content: "Hi" }] } }]);
  }
});

it("reads OTLP's JSON, and marks times that can't be", async () => {
  const span = (spanId: string, nanos: string) => ({ traceId: "0af7651916cd43dd8448eb211c80319c", spanId, name: "chat m", startTimeUnixNano: nanos, endTimeUnixNano: nanos, attributes: [{ key: "gen_ai.operation.name", value: { stringValue: "chat" } }, { key: "gen_ai.request.model", value: { stringValue: "m" } }] });
  const year9999 = String(BigInt(Date.UTC(9999, 11, 31)) * 1_000_000n);
  const { format, interactions, rejects } = await readContent(lines({ resourceSpans: [{ scopeSpans: [{ spans: [span("00f067aa0ba902b7", String(BigInt(now) * 1_000_000n)), span("00f067aa0ba902b8", year9999), span("short", "1")] }] }] }, { resourceSpans: "none" }, { resourceSpans: [] }));
  expect(format).toBe("otlp-json");
  expect(interactions.map(({ clockMark }) => clockMark)).toEqual([null, "future"]);
  expect(rejects).toMatchObject([{ line: 1, reason: expect.stringContaining("span id") }, { line: 2, reason: "it has no `resourceSpans`" }, { line: 3, reason: "there is nothing in it" }]);
});
