import { describe, expect, it } from "vitest";
import { IncomingInteraction } from "../../../../shared/schemas/incoming.ts";
import { mappedInteraction, mappedSpan } from "./sampleSpan.ts";

const asked = [{ role: "system", content: "Be brief." }, { role: "user", content: "Weather in Paris?" }];
const call = { id: "call_7", name: "get_weather", arguments: '{"city":"Paris"}' };

/** One and the same call, as each convention writes it. */
const conventions: Record<string, Parameters<typeof mappedInteraction>[0]> = {
  "GenAI's attributes": {
    attributes: {
      "gen_ai.operation.name": "chat", "gen_ai.provider.name": "openai", "gen_ai.request.model": "gpt-4", "gen_ai.conversation.id": "s1", "user.id": "u1",
      "gen_ai.system_instructions": '[{"type":"text","content":"Be brief."}]',
      "gen_ai.input.messages": '[{"role":"user","parts":[{"type":"text","content":"Weather in Paris?"}]}]',
      "gen_ai.output.messages": '[{"role":"assistant","parts":[{"type":"text","content":"I look."},{"type":"tool_call","id":"call_7","name":"get_weather","arguments":{"city":"Paris"}}],"finish_reason":"tool_call"}]',
      "gen_ai.usage.input_tokens": 20, "gen_ai.usage.output_tokens": 9, "gen_ai.request.temperature": 0.5,
    },
  },
  "GenAI's events": {
    attributes: { "gen_ai.operation.name": "chat", "gen_ai.system": "openai", "gen_ai.request.model": "gpt-4", "gen_ai.usage.prompt_tokens": 20, "gen_ai.usage.completion_tokens": 9, "gen_ai.request.temperature": 0.5, "session.id": "s1", "enduser.id": "u1" },
    events: [
      { name: "gen_ai.system.message", attributes: { content: "Be brief." } },
      { name: "gen_ai.user.message", attributes: { content: "Weather in Paris?" } },
      { name: "gen_ai.choice", attributes: { index: 0, finish_reason: "tool_calls", message: '{"content":"I look.","tool_calls":[{"id":"call_7","type":"function","function":{"name":"get_weather","arguments":"{\\"city\\":\\"Paris\\"}"}}]}' } },
    ],
  },
  OpenInference: {
    attributes: {
      "openinference.span.kind": "LLM", "llm.model_name": "gpt-4", "llm.provider": "openai", "session.id": "s1", "user.id": "u1",
      "llm.input_messages.1.message.role": "user", "llm.input_messages.1.message.content": "Weather in Paris?",
      "llm.input_messages.0.message.role": "system", "llm.input_messages.0.message.contents.0.message_content.type": "text", "llm.input_messages.0.message.contents.0.message_content.text": "Be brief.",
      "llm.output_messages.0.message.role": "assistant", "llm.output_messages.0.message.content": "I look.",
      "llm.output_messages.0.message.tool_calls.0.tool_call.id": "call_7", "llm.output_messages.0.message.tool_calls.0.tool_call.function.name": "get_weather", "llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments": '{"city":"Paris"}',
      "llm.finish_reason": "tool_calls", "llm.token_count.prompt": 20, "llm.token_count.completion": 9, "llm.invocation_parameters": '{"temperature":0.5}',
    },
  },
  "the Vercel AI SDK": {
    attributes: {
      "ai.operationId": "ai.streamText.doStream", "ai.model.id": "gpt-4", "ai.model.provider": "openai", "ai.telemetry.metadata.sessionId": "s1", "ai.telemetry.metadata.userId": "u1",
      "ai.prompt.messages": '[{"role":"system","content":"Be brief."},{"role":"user","content":[{"type":"text","text":"Weather in Paris?"}]}]',
      "ai.response.text": "I look.", "ai.response.toolCalls": '[{"toolCallType":"function","toolCallId":"call_7","toolName":"get_weather","args":"{\\"city\\":\\"Paris\\"}"}]',
      "ai.response.finishReason": "tool-calls", "ai.usage.promptTokens": 20, "ai.usage.completionTokens": 9, "ai.settings.temperature": 0.5,
    },
  },
  Traceloop: {
    attributes: {
      "llm.request.type": "chat", "gen_ai.system": "openai", "gen_ai.request.model": "gpt-4", "traceloop.association.properties.session_id": "s1", "traceloop.association.properties.user_id": "u1",
      "gen_ai.prompt.0.role": "system", "gen_ai.prompt.0.content": "Be brief.", "gen_ai.prompt.1.role": "user", "gen_ai.prompt.1.content": "Weather in Paris?",
      "gen_ai.completion.0.role": "assistant", "gen_ai.completion.0.content": "I look.", "gen_ai.completion.0.finish_reason": "tool_calls",
      "gen_ai.completion.0.tool_calls.0.id": "call_7", "gen_ai.completion.0.tool_calls.0.name": "get_weather", "gen_ai.completion.0.tool_calls.0.arguments": '{"city":"Paris"}',
      "gen_ai.usage.prompt_tokens": 20, "gen_ai.usage.completion_tokens": 9, "llm.usage.total_tokens": 29, "gen_ai.request.temperature": 0.5,
    },
  },
  MLflow: {
    attributes: {
      "mlflow.spanType": '"CHAT_MODEL"', "mlflow.llm.model": "gpt-4", "gen_ai.provider.name": "openai", "mlflow.trace.session": "s1", "mlflow.trace.user": "u1",
      "mlflow.spanInputs": '{"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Weather in Paris?"}],"temperature":0.5}',
      "mlflow.spanOutputs": '{"choices":[{"finish_reason":"tool_calls","message":{"role":"assistant","content":"I look.","tool_calls":[{"id":"call_7","type":"function","function":{"name":"get_weather","arguments":"{\\"city\\":\\"Paris\\"}"}}]}}]}',
      "mlflow.chat.tokenUsage": '{"input_tokens":20,"output_tokens":9,"total_tokens":29}', "gen_ai.request.temperature": 0.5,
    },
  },
  Langfuse: {
    attributes: {
      "langfuse.observation.type": "generation", "langfuse.observation.model.name": "gpt-4", "gen_ai.provider.name": "openai", "langfuse.session.id": "s1", "langfuse.user.id": "u1",
      "langfuse.observation.input": '[{"role":"system","content":"Be brief."},{"role":"user","content":"Weather in Paris?"}]',
      "langfuse.observation.output": '{"role":"assistant","content":"I look.","tool_calls":[{"id":"call_7","type":"function","function":{"name":"get_weather","arguments":"{\\"city\\":\\"Paris\\"}"}}],"finish_reason":"tool_calls"}',
      "langfuse.observation.usage_details": '{"input":20,"output":9,"total":29}', "langfuse.observation.model.parameters": '{"temperature":0.5}',
    },
  },
  "Pydantic AI's list of events": {
    attributes: {
      "gen_ai.operation.name": "chat", "gen_ai.system": "openai", "gen_ai.request.model": "gpt-4", "session.id": "s1", "user.id": "u1", "gen_ai.usage.input_tokens": 20, "gen_ai.usage.output_tokens": 9, "gen_ai.request.temperature": 0.5,
      events: '[{"event.name":"gen_ai.system.message","content":"Be brief.","role":"system"},{"event.name":"gen_ai.user.message","content":"Weather in Paris?","role":"user"},{"event.name":"gen_ai.choice","index":0,"message":{"role":"assistant","content":"I look.","tool_calls":[{"id":"call_7","type":"function","function":{"name":"get_weather","arguments":{"city":"Paris"}}}]},"finish_reason":"tool_calls"}]',
    },
  },
  "Bedrock's parts in events": {
    attributes: { "gen_ai.operation.name": "chat", "gen_ai.system": "openai", "gen_ai.request.model": "gpt-4", "gen_ai.usage.input_tokens": 20, "gen_ai.usage.output_tokens": 9, "gen_ai.request.temperature": 0.5, "session.id": "s1", "user.id": "u1" },
    events: [
      { name: "gen_ai.system.message", attributes: { content: "Be brief." } },
      { name: "gen_ai.user.message", attributes: { content: '[{"text":"Weather in Paris?"}]' } },
      { name: "gen_ai.choice", attributes: { finish_reason: "tool_use", message: '[{"text":"I look."},{"toolUse":{"toolUseId":"call_7","name":"get_weather","input":{"city":"Paris"}}}]' } },
    ],
  },
  "Google's agents": {
    attributes: {
      "gen_ai.operation.name": "generate_content", "gen_ai.system": "openai", "gen_ai.request.model": "gpt-4", "gen_ai.usage.input_tokens": 20, "gen_ai.usage.output_tokens": 9, "gen_ai.request.temperature": 0.5, "session.id": "s1", "user.id": "u1",
      "gcp.vertex.agent.llm_request": '{"system_instruction":"Be brief.","contents":[{"role":"user","parts":[{"text":"Weather in Paris?"}]}]}',
      "gcp.vertex.agent.llm_response": '{"content":{"role":"model","parts":[{"text":"I look."},{"functionCall":{"id":"call_7","name":"get_weather","args":{"city":"Paris"}}}]},"finish_reason":"tool_call"}',
    },
  },
};

describe("a model's call", () => {
  it.each(Object.entries(conventions))("reads alike from %s", (_name, some) => {
    const read = mappedInteraction(some);
    expect(read).toMatchObject({
      source: "otlp", status: "ok", error: null, model: "gpt-4", deployment: "openai", session: "s1", user: "u1",
      request: { target: "gpt-4", messages: asked, sampling: { temperature: 0.5 }, session: "s1", user: "u1" },
      output: "I look.", toolCalls: [call], finishReason: "tool-calls", usage: { promptTokens: 20, completionTokens: 9, cachedTokens: null }, timings: { totalMs: 1000 },
    });
    expect(IncomingInteraction.safeParse(read).error).toBeUndefined();
  });

  it("takes the first convention's words where two differ, and keeps the other's", () => {
    const read = mappedInteraction({ attributes: { ...conventions["GenAI's attributes"]!.attributes, "llm.input_messages.0.message.role": "user", "llm.input_messages.0.message.content": "Another question", "llm.token_count.prompt": 21, "llm.token_count.completion": 9 } });
    expect(read.request.messages).toEqual(asked);
    expect(read.metadata).toMatchObject({ "llm.input_messages.0.message.content": "Another question", "llm.token_count.prompt": 21 });
    expect(read.metadata).not.toHaveProperty("llm.token_count.completion");
  });

  it("keeps what no convention names, of the span and of its program", () => {
    const read = mappedInteraction({ attributes: { "gen_ai.request.model": "m", "shop.order": 17, "service.name": "mine" }, resource: { "service.name": "shop", "host.name": "a" }, events: [{ name: "retried", attributes: { attempt: 2 } }] });
    expect(read.metadata).toMatchObject({ "shop.order": 17, "service.name": "mine", "resource.service.name": "shop", "host.name": "a", events: [{ name: "retried", attributes: { attempt: 2 } }] });
  });

  it("spreads metadata that came as one JSON text, so that each of it can be found by", () => {
    const read = mappedInteraction({ attributes: { "openinference.span.kind": "LLM", metadata: '{"tenant":"acme","service.name":"inner"}', "service.name": "outer" } });
    expect(read.metadata).toMatchObject({ tenant: "acme", "service.name": "outer", "metadata.service.name": "inner" });
  });

  it("is kept without contents, without a model's name when it failed, and says so", () => {
    const read = mappedInteraction({ attributes: { "gen_ai.operation.name": "chat", "error.type": "timeout" }, status: "error", statusMessage: "No answer within 30 s" });
    expect(read).toMatchObject({ model: null, status: "failed", error: { code: "timeout", message: "No answer within 30 s" }, request: { target: "unknown", messages: [{ role: "user", content: "" }] }, metadata: { "tapedeck.content": expect.stringContaining("did not record") } });
    expect(IncomingInteraction.safeParse(read).error).toBeUndefined();
  });

  it("keeps what a message can't hold: a picture by its word, and the original beside it", () => {
    const messages = '[{"role":"user","content":[{"type":"text","text":"What is this? "},{"type":"image_url","image_url":{"url":"data:…"}}]}]';
    const read = mappedInteraction({ attributes: { "gen_ai.operation.name": "chat", "gen_ai.input.messages": messages } });
    expect(read.request.messages).toEqual([{ role: "user", content: "What is this? [image_url]" }]);
    expect(read.metadata).toMatchObject({ "gen_ai.input.messages": messages });
  });

  it("takes the first of several answers, and keeps them all", () => {
    const messages = '[{"role":"assistant","parts":[{"type":"text","content":"Yes"}],"finish_reason":"stop"},{"role":"assistant","parts":[{"type":"text","content":"No"}],"finish_reason":"length"}]';
    const read = mappedInteraction({ attributes: { "gen_ai.operation.name": "chat", "gen_ai.output.messages": messages } });
    expect(read).toMatchObject({ output: "Yes", finishReason: "stop", metadata: { "gen_ai.output.messages": messages } });
  });

  it("keeps reasoning apart from the answer", () => {
    const read = mappedInteraction({ attributes: { "gen_ai.operation.name": "chat", "gen_ai.output.messages": '[{"role":"assistant","parts":[{"type":"reasoning","content":"Hm."},{"type":"text","content":"42"}]}]' } });
    expect(read).toMatchObject({ output: "42", reasoning: "Hm." });
  });

  it("reads text that was escaped once too often", () => {
    const read = mappedInteraction({ attributes: { "openinference.span.kind": "LLM", "input.value": '{"messages":[{"role":"user","content":"\\u65e5\\u672c \\ud83d\\ude00"}]}' } });
    expect(read.request.messages).toEqual([{ role: "user", content: "日本 😀" }]);
  });

  it("keeps its rows narrow when there are 10,000 attributes: the rest is in the raw record", () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`x.${n}`, n]));
    const read = mappedInteraction({ attributes: { "gen_ai.request.model": "m", ...many } });
    expect(Object.keys(read.metadata!).length).toBeLessThan(1010);
    const raw = JSON.parse(new TextDecoder().decode(read.raw!)) as { attributes: Record<string, number> };
    const kept: Record<string, unknown> = { ...read.metadata, ...raw.attributes };
    expect(Object.keys(many).filter((name) => kept[name] !== many[name])).toEqual([]);
  });
});

describe("any other span", () => {
  it.each([
    [{ "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "w", "gen_ai.tool.call.arguments": '{"a":1}', "gen_ai.tool.call.result": "rain" }, "tool", '{"a":1}', "rain"],
    [{ "openinference.span.kind": "RETRIEVER", "input.value": "q", "output.value": "[]", "retrieval.documents.0.document.content": "d" }, "retriever", "q", "[]"],
    [{ "openinference.span.kind": "GUARDRAIL", "input.value": "q" }, "guard", "q", null],
    [{ "ai.operationId": "ai.toolCall", "ai.toolCall.name": "w", "ai.toolCall.args": '{"a":1}', "ai.toolCall.result": '"rain"' }, "tool", '{"a":1}', '"rain"'],
    [{ "ai.operationId": "ai.streamText", "ai.prompt": '{"prompt":"p"}', "ai.response.text": "t", "ai.usage.inputTokens": 15 }, "agent", '{"prompt":"p"}', "t"],
    [{ "traceloop.span.kind": "workflow", "traceloop.entity.input": "in", "traceloop.entity.output": "out" }, "chain", "in", "out"],
    [{ "mlflow.spanType": '"AGENT"', "mlflow.spanInputs": '{"q":1}' }, "agent", '{"q":1}', null],
    [{ "gen_ai.operation.name": "embeddings", "gen_ai.request.model": "e" }, "embedding", null, null],
    [{ "http.method": "GET" }, "other", null, null],
  ])("of %j is of its kind", (attributes: Record<string, unknown>, kind, input, output) => {
    expect(mappedSpan({ attributes })).toMatchObject({ kind, input, output, durationMs: 1000, status: "unset" });
  });

  it("keeps 10,000 attributes, those beyond the first thousand as one text", () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`x.${n}`, n]));
    const { "tapedeck.more": more, ...kept } = mappedSpan({ attributes: many }).attributes!;
    expect(Object.keys(kept)).toHaveLength(1000);
    expect({ ...kept, ...(JSON.parse(String(more)) as object) }).toEqual(many);
  });

  it("keeps every attribute that is not shown elsewhere, and its events", () => {
    const span = mappedSpan({ attributes: { "openinference.span.kind": "TOOL", "tool.name": "w", "input.value": "q" }, status: "error", events: [{ name: "exception", attributes: { "exception.message": "boom" } }] });
    expect(span).toMatchObject({ status: "error", statusMessage: "boom", attributes: { "tool.name": "w" }, events: [{ name: "exception", attributes: { "exception.message": "boom" } }] });
  });
});
