import { newSpanId, newTraceId, otlpJson, otlpProtobuf } from "../../helpers/otlpRequest.ts";
import { incomingSample } from "./incomingSamples.ts";

/** An export request of model calls of 2 KB, as GenAI instrumentations send them; `from`: which ones, so that none comes twice. */
export function otlpBodies({ spans, from, encoding }: { spans: number; from: number; encoding: "protobuf" | "json" }): Uint8Array<ArrayBuffer> {
  const now = Date.now();
  const calls = Array.from({ length: spans }, (_, n) => {
    const { request, output, model, session, user } = incomingSample(from + n, now - 60_000 + n);
    return {
      traceId: newTraceId(), spanId: newSpanId(), startedAt: now - 60_000 + n, name: `chat ${model}`,
      attributes: {
        "gen_ai.operation.name": "chat", "gen_ai.provider.name": "openai", "gen_ai.request.model": model, "gen_ai.response.model": model, "gen_ai.conversation.id": session, "user.id": user,
        "gen_ai.input.messages": JSON.stringify(request.messages.map(({ role, content }) => ({ role, parts: [{ type: "text", content }] }))),
        "gen_ai.output.messages": JSON.stringify([{ role: "assistant", parts: [{ type: "text", content: output }], finish_reason: "stop" }]),
        "gen_ai.response.finish_reasons": ["stop"], "gen_ai.usage.input_tokens": 300, "gen_ai.usage.output_tokens": 100, "gen_ai.request.temperature": 0.7, "gen_ai.response.id": `chatcmpl-${from + n}`, "server.address": "api.example.com",
      },
    };
  });
  return new Uint8Array(encoding === "json" ? Buffer.from(otlpJson(calls)) : otlpProtobuf(calls));
}
