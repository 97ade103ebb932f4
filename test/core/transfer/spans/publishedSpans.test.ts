import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { mappedInteraction, mappedSpan } from "./sampleSpan.ts";

const folder = new URL("../../../../../shared/data/openinference/", import.meta.url);
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), "utf8"));

describe.skipIf(!existsSync(folder))("spans that others published (shared/data/openinference)", () => {
  const asked = [
    { role: "user", content: "Weather in Paris?" },
    { role: "assistant", content: "Absolutely! Let me check the weather for you.", toolCalls: [{ id: "1234", name: "get_weather", arguments: '{"location":"Paris"}' }] },
    { role: "tool", content: "rainy, 57°F", toolCallId: "1234" },
  ];

  it.each(["openinference_client_span_tool_calls.json", "otel_genai_client_span_tool_calls.json"])("%s is a call with its whole conversation", (name) => {
    const attributes = read(name) as Record<string, unknown>;
    const call = mappedInteraction({ attributes });
    expect(call).toMatchObject({
      model: "gpt-4-0613", deployment: "openai", request: { messages: asked, sampling: { temperature: 0.5, topP: 0.9, maxTokens: 200 } },
      output: "The weather in Paris is currently rainy with a temperature of 57°F.", finishReason: "stop", usage: { promptTokens: 97, completionTokens: 52 },
    });
  });

  it("otel_genai_tool_execution_span.json is a tool's", () => {
    expect(mappedSpan({ attributes: read("otel_genai_tool_execution_span.json") as Record<string, unknown> })).toMatchObject({ kind: "tool", input: '{"city": "New York"}', output: expect.stringContaining("sunny"), attributes: { "gen_ai.tool.name": "get_weather" } });
  });

  it("vercel-ai-streamText.json is the loop around calls, with every attribute kept", () => {
    const [{ name, attributes }] = read("vercel-ai-streamText.json") as [{ name: string; attributes: Record<string, unknown> }];
    const span = mappedSpan({ name, attributes });
    expect(span).toMatchObject({ kind: "agent", name: "ai.streamText", output: attributes["ai.response.text"] });
    expect(Object.keys(attributes).filter((each) => !(each in span.attributes!))).toEqual(["ai.prompt", "ai.response.text"]);
  });
});
