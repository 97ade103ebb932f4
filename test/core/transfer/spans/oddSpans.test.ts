import { describe, expect, it } from "vitest";
import { countUsage } from "../../../../electron/core/transfer/spans/countUsage.ts";
import { parseJson } from "../../../../electron/core/transfer/spans/parseJson.ts";
import { IncomingFeedback, IncomingInteraction } from "../../../../shared/schemas/incoming.ts";
import { mappedFeedback, mappedInteraction, mappedSpan, sampleNow } from "./sampleSpan.ts";

describe("cached tokens are counted once", () => {
  const usage = (attributes: Record<string, unknown>) => mappedInteraction({ attributes: { "gen_ai.operation.name": "chat", ...attributes } });

  it.each([
    ["OpenAI's input holds them", { "gen_ai.provider.name": "openai", "gen_ai.usage.input_tokens": 1000, "gen_ai.usage.cache_read.input_tokens": 900 }],
    ["Anthropic's leaves them out", { "gen_ai.provider.name": "anthropic", "gen_ai.usage.input_tokens": 100, "gen_ai.usage.cache_read.input_tokens": 900 }],
    ["OpenInference has details", { "openinference.span.kind": "LLM", "llm.token_count.prompt": 1000, "llm.token_count.prompt_details.cache_read": 900 }],
    ["Langfuse's buckets share nothing", { "langfuse.observation.usage_details": '{"input":100,"cache_read_input_tokens":900,"output":5}' }],
  ])("%s", (_title, attributes) => {
    expect(usage(attributes).usage).toMatchObject({ promptTokens: 1000, cachedTokens: 900 });
    expect(usage(attributes).metadata).not.toHaveProperty("tapedeck.usage");
  });

  it("says where it is unclear, and lets the total decide where there is one", () => {
    const unclear = { "gen_ai.provider.name": "anthropic", "gen_ai.usage.input_tokens": 1000, "gen_ai.usage.cache_read.input_tokens": 900, "gen_ai.usage.output_tokens": 10 };
    expect(usage(unclear)).toMatchObject({ usage: { promptTokens: 1000, cachedTokens: 900 }, metadata: { "tapedeck.usage": expect.stringContaining("It is not said") } });
    expect(usage({ ...unclear, "gen_ai.usage.total_tokens": 1910 })).toMatchObject({ usage: { promptTokens: 1900, cachedTokens: 900 } });
  });

  it("counts tokens written to a cache as input, and shows nothing unknown as 0", () => {
    expect(countUsage({ input: 10, output: null, cacheRead: null, cacheWrite: 90, total: null, inputHoldsCached: "no" }).usage).toEqual({ promptTokens: 100, completionTokens: null, cachedTokens: null });
  });
});

describe("odd clocks", () => {
  const chat = { "gen_ai.operation.name": "chat" };
  it.each([
    ["4 minutes ahead", sampleNow + 240_000, sampleNow + 241_000, "future", 1000],
    ["of the year 9999", Date.UTC(9999, 11, 31), Date.UTC(9999, 11, 31) + 1000, "future", 1000],
    ["of 1970", 0, 1000, "past", 1000],
    ["that end before they start", sampleNow - 5000, sampleNow - 6000, "ends-before-start", null],
    ["of a moment ago", sampleNow - 5000, sampleNow - 4000, null, 1000],
  ] as const)("spans %s are kept and marked", (_title, startedAt, endedAt, clockMark, durationMs) => {
    expect(mappedInteraction({ attributes: chat, startedAt, endedAt })).toMatchObject({ createdAt: startedAt, endedAt, clockMark, status: "ok", timings: { totalMs: durationMs } });
    expect(mappedSpan({ startedAt, endedAt })).toMatchObject({ startedAt, clockMark, durationMs });
  });

  it("a span without an end is running, and has no duration", () => {
    expect(mappedInteraction({ attributes: chat, endedAt: null })).toMatchObject({ status: "running", endedAt: null, timings: { totalMs: null } });
    expect(mappedSpan({ endedAt: null })).toMatchObject({ status: "running", durationMs: null });
  });
});

describe("hostile attributes", () => {
  it("deep JSON stays text", () => {
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    expect(parseJson(deep)).toBeUndefined();
    expect(mappedInteraction({ attributes: { "gen_ai.operation.name": "chat", "gen_ai.input.messages": deep } }).request.messages).toEqual([{ role: "user", content: deep }]);
  });

  it("names of prototypes are only names", () => {
    const attributes = Object.fromEntries([["gen_ai.operation.name", "chat"], ["__proto__", "x"], ["llm.input_messages.0.message.__proto__.role", "y"], ["constructor", "z"]]);
    const read = mappedInteraction({ attributes });
    expect(Object.keys(read.metadata!)).toEqual(expect.arrayContaining(["__proto__", "constructor"]));
    expect(({} as Record<string, unknown>)["role"]).toBeUndefined();
  });

  it("values out of bounds stay attributes: names too long, sampling that is none, tools that can't be called", () => {
    const read = mappedInteraction({ attributes: { "gen_ai.operation.name": "chat", "session.id": "s".repeat(1000), "gen_ai.request.temperature": 99, "gen_ai.request.top_p": "high", "gen_ai.tool.definitions": '[{"name":"not a name!"}]', "gen_ai.usage.input_tokens": -4 } });
    expect(read).toMatchObject({ session: null, request: { sampling: {} }, usage: { promptTokens: null }, metadata: { "gen_ai.request.temperature": 99, "gen_ai.request.top_p": "high", "gen_ai.tool.definitions": expect.any(String) } });
    expect(IncomingInteraction.safeParse(read).error).toBeUndefined();
  });

  it("any shape in place of messages becomes something that can be stored", () => {
    for (const value of ["[]", "{}", "[[]]", "[null]", '[{"role":7}]', '{"messages":5}', '[{"role":"pirate","content":"ahoy"}]', '{"choices":[]}', '{"choices":[null]}', '[{"content":{"a":[1]}}]', "5", "null", "[1,2]", '[{"tool_calls":[null,5]}]', '{"message":{"message":1}}']) {
      const read = mappedInteraction({ attributes: { "gen_ai.operation.name": "chat", "gen_ai.input.messages": value, "gen_ai.output.messages": value } });
      expect(IncomingInteraction.safeParse(read).error, value).toBeUndefined();
    }
  });
});

it("what is understood only in part stays as it came: totals that are no sum, citations, notes on a message or an evaluation", () => {
  const cited = '[{"role":"assistant","parts":[{"type":"text","content":"Yes","citations":[{"url":"https://example.com"}]}]}]';
  const noted = '[{"role":"user","content":"hi","sent_by":"app"}]';
  const attributes = { "gen_ai.operation.name": "chat", "gen_ai.usage.input_tokens": 5, "gen_ai.usage.output_tokens": 5, "gen_ai.usage.total_tokens": 30, "gen_ai.usage.cache_creation.input_tokens": 2, "llm.token_count.prompt": -1, "gen_ai.output.messages": cited, "gen_ai.input.messages": noted };
  const events = [{ name: "gen_ai.evaluation.result", attributes: { "gen_ai.evaluation.score.value": 1, "judge.model": "j" } }];
  const { metadata } = mappedInteraction({ attributes, events });
  expect(metadata).toMatchObject({ "gen_ai.usage.total_tokens": 30, "gen_ai.usage.cache_creation.input_tokens": 2, "llm.token_count.prompt": -1, "gen_ai.output.messages": cited, "gen_ai.input.messages": noted, events });
  expect(mappedFeedback({ attributes, events })).toHaveLength(1);
  expect(mappedInteraction({ attributes: { ...attributes, "gen_ai.usage.total_tokens": 10 } }).metadata).not.toHaveProperty("gen_ai.usage.total_tokens");
});

describe("evaluations on a span", () => {
  it("become feedback of it; other events stay", () => {
    const events = [{ name: "gen_ai.evaluation.result", attributes: { "gen_ai.evaluation.name": "relevance", "gen_ai.evaluation.score.value": 0.25, "gen_ai.evaluation.score.label": "low", "gen_ai.evaluation.explanation": "Off topic." } }, { name: "gen_ai.evaluation.result", attributes: {} }];
    const [feedback, ...more] = mappedFeedback({ attributes: { "gen_ai.operation.name": "chat" }, events });
    expect(more).toEqual([]);
    expect(feedback).toMatchObject({ of: { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331" }, name: "relevance", value: 0.25, label: "low", comment: "Off topic." });
    expect(IncomingFeedback.safeParse(feedback).error).toBeUndefined();
    expect(mappedInteraction({ attributes: { "gen_ai.operation.name": "chat" }, events }).metadata).toMatchObject({ events: [{ name: "gen_ai.evaluation.result" }] });
  });
});
