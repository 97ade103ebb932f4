import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

const usage = { prompt_tokens: 20, completion_tokens: 5, total_tokens: 25, prompt_tokens_details: { cached_tokens: 8 } };
const toolCalls = [{ id: "call_1", type: "function", function: { name: "get_weather", arguments: '{"city":"東京"}' } }];
const base = { id: "chatcmpl-1", created: 1_795_000_000, model: "gpt-4o-mini-2024-07-18" };

/** As much of OpenAI's chat completions as a client needs: with tools it calls one, streamed it says "Sunny.", of an unknown model there is none. */
export async function startMockOpenAi() {
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => answer(JSON.parse(body) as { model: string; stream?: boolean }, response));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, close: () => server.close() };
}

function answer({ model, stream }: { model: string; stream?: boolean }, response: ServerResponse): void {
  if (model === "no-such-model") {
    response.writeHead(404, { "content-type": "application/json" }).end(JSON.stringify({ error: { message: "The model does not exist", type: "invalid_request_error", param: null, code: "model_not_found" } }));
  } else if (stream) {
    response.writeHead(200, { "content-type": "text/event-stream" });
    const send = (chunk: object) => response.write(`data: ${JSON.stringify({ ...base, object: "chat.completion.chunk", ...chunk })}\n\n`);
    for (const delta of [{ role: "assistant", content: "" }, { content: "Sun" }, { content: "ny." }]) send({ choices: [{ index: 0, delta, finish_reason: null }] });
    send({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] });
    send({ choices: [], usage });
    response.end("data: [DONE]\n\n");
  } else {
    const message = { role: "assistant", content: null, tool_calls: toolCalls };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ ...base, object: "chat.completion", choices: [{ index: 0, message, finish_reason: "tool_calls" }], usage }));
  }
}
