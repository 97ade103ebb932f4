import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeChunks } from "../../../../electron/core/transfer/otlp/decodeChunks.ts";
import { AppError } from "../../../../shared/errors.ts";
import { IncomingInteraction, IncomingSpan } from "../../../../shared/schemas/incoming.ts";
import { otlpJson, otlpProtobuf } from "../../../helpers/otlpRequest.ts";

const context = { source: "otlp", now: Date.now() };

/** Everything that comes out can be stored; everything that fails says so. */
function readsOrRefuses(body: Uint8Array, encoding: "protobuf" | "json"): void {
  try {
    for (const { batch, refused } of decodeChunks({ body, encoding, isGzip: false }, context)) {
      for (const each of batch.interactions) IncomingInteraction.parse(each);
      for (const each of batch.spans) IncomingSpan.parse(each);
      expect(refused.every(({ reason }) => reason !== "")).toBe(true);
      structuredClone(batch);
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    expect(["bad-request", "too-large"]).toContain(error.code);
  }
}

const attributes = { "gen_ai.operation.name": "chat", "gen_ai.input.messages": '[{"role":"user","parts":[{"type":"text","content":"hi"}]}]', "llm.output_messages.0.message.content": "ho", "gen_ai.usage.input_tokens": 5, list: [1, "a", { b: true }] };
const whole = otlpProtobuf([{ attributes, events: [{ name: "exception", attributes: { "exception.message": "x" } }] }, { attributes: { "openinference.span.kind": "TOOL" } }]);

describe("whatever comes in is read or refused", () => {
  it("protobuf with bytes changed", () => {
    const change = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255) });
    fc.assert(fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
      const body = Buffer.from(whole);
      for (const { at, byte } of changes) body[at] = byte;
      readsOrRefuses(body, "protobuf");
    }), { numRuns: 300 });
  });

  it("any bytes as protobuf", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (body) => readsOrRefuses(body, "protobuf")), { numRuns: 200 });
  });

  it("any JSON in place of a span's attributes, its times, its ids", () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom("attributes", "startTimeUnixNano", "events", "traceId", "status", "name", "links"), (value, field) => {
      const request = JSON.parse(otlpJson([{ attributes }])) as { resourceSpans: [{ scopeSpans: [{ spans: [Record<string, unknown>] }] }] };
      request.resourceSpans[0].scopeSpans[0].spans[0][field] = value;
      readsOrRefuses(Buffer.from(JSON.stringify(request)), "json");
    }), { numRuns: 200 });
  });

  it("any JSON in place of messages, answers, tools and parameters", () => {
    const names = ["gen_ai.input.messages", "gen_ai.output.messages", "gen_ai.tool.definitions", "llm.invocation_parameters", "input.value", "output.value", "ai.prompt.messages", "ai.response.toolCalls", "mlflow.chat.tokenUsage", "langfuse.observation.usage_details"];
    const keys = fc.constantFrom("role", "content", "parts", "type", "text", "tool_calls", "function", "name", "arguments", "choices", "message", "messages", "id", "input", "finish_reason");
    const shaped = fc.letrec((tie) => ({ value: fc.oneof({ maxDepth: 5 }, fc.jsonValue({ maxDepth: 1 }), fc.array(tie("value"), { maxLength: 4 }), fc.dictionary(keys, tie("value"), { maxKeys: 5 })) })).value;
    fc.assert(fc.property(shaped, fc.constantFrom(...names), (value, name) => {
      readsOrRefuses(otlpProtobuf([{ attributes: { "gen_ai.operation.name": "chat", [name]: JSON.stringify(value) } }]), "protobuf");
    }), { numRuns: 500 });
  });
});
