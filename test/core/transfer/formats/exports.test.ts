// Exports of other programs that no one here wrote.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readFile } from "../import/readFile.ts";

const data = fileURLToPath(new URL("../../../../../shared/data/", import.meta.url));
const isThere = existsSync(data);

describe.skipIf(!isThere)("real exports of others (../shared/data)", () => {
  it.each([
    ["langfuse/langgraph-2025-08-22.json", 2, 7, 2],
    ["langfuse/openai-agents-2025-09-30.json", 2, 3, 2],
    ["langfuse/pydantic-ai-tools-2025-12-04.json", 4, 8, 0],
  ])("accounts for every observation and score of %s", async (file, calls, others, scores) => {
    const { format, interactions, spans, feedback, rejects } = await readFile(data + file);
    expect(format).toBe("langfuse");
    expect([interactions.length, spans.length, feedback.length, rejects]).toEqual([calls, others, scores, []]);
    const ids = [...interactions, ...spans].map(({ spanId }) => spanId);
    expect(new Set(ids).size).toBe(calls + others);
    for (const { model, usage, timings, request, output, toolCalls } of interactions) {
      expect(model).toMatch(/^gpt-4/);
      expect(usage.promptTokens).toBeGreaterThan(10);
      expect(timings.totalMs).toBeGreaterThan(100);
      expect(request.messages.length).toBeGreaterThan(0);
      expect(output !== "" || toolCalls !== null).toBe(true);
    }
    const root = spans.find(({ parentSpanId }) => parentSpanId === null)!;
    expect(root.attributes?.["trace"]).toMatchObject({ projectId: expect.any(String) });
  });

  it.each([
    ["openinference_client_span_tool_calls.json", "model"],
    ["otel_genai_client_span_tool_calls.json", "model"],
    ["otel_genai_tool_execution_span.json", "tool"],
    ["vercel-ai-streamText.json", "agent"],
  ])("accounts for the span of openinference/%s", async (file, kind) => {
    const { format, interactions, spans, rejects } = await readFile(`${data}openinference/${file}`);
    expect([format, interactions.length + spans.length, rejects]).toEqual(["phoenix", 1, []]);
    if (kind !== "model") return expect(spans[0]!.kind).toBe(kind);
    const [call] = interactions;
    expect(call).toMatchObject({ model: "gpt-4-0613", output: "The weather in Paris is currently rainy with a temperature of 57°F.", usage: { promptTokens: 97, completionTokens: 52 } });
    expect(call!.request.messages.map(({ role }) => role)).toEqual(["user", "assistant", "tool"]);
    expect(call!.request.messages[1]!.toolCalls).toEqual([{ id: "1234", name: "get_weather", arguments: '{"location":"Paris"}' }]);
  });

  it("takes in each of 500 conversations of ShareGPT", async () => {
    const { format, interactions, rejects, records } = await readFile(`${data}sharegpt/dummy_conversation.json`);
    expect([format, interactions.length, rejects, records]).toEqual(["sharegpt", 500, [], 500]);
    expect(interactions[0]).toMatchObject({ output: "You too!", metadata: { id: "identity_0" }, request: { messages: [{ role: "user" }, { role: "assistant" }, { role: "user", content: "Have a nice day!" }] } });
  });
});
