import { expect, it } from "vitest";
import { lines, readContent } from "../import/readFile.ts";

it("reads OpenAI's training chats with tools, and what has no place is metadata", async () => {
  const tools = [{ type: "function", function: { name: "get_weather", parameters: { type: "object" } } }];
  const read = await readContent(lines({
    messages: [{ role: "system", content: "Be kind." }, { role: "user", content: "Rain?" }, { role: "assistant", content: null, tool_calls: [{ id: "c1", type: "function", function: { name: "get_weather", arguments: "{}" } }] }],
    tools, parallel_tool_calls: false, weight: 0,
  }));
  expect(read.interactions[0]).toMatchObject({
    source: "openai-jsonl", status: "ok", output: "", toolCalls: [{ id: "c1", name: "get_weather", arguments: "{}" }], finishReason: "tool-calls",
    request: { messages: [{ role: "system", content: "Be kind." }, { role: "user", content: "Rain?" }], tools }, metadata: { parallel_tool_calls: false, weight: 0, createdAtFrom: "file" },
  });
  expect(Buffer.from(read.interactions[0]!.raw!).toString()).toContain('"weight":0');
});

it("knows the same record again by its content, wherever it stands", async () => {
  const record = { messages: [{ role: "user", content: "a" }, { role: "assistant", content: "b" }] };
  const [first, second, other] = (await readContent(lines(record, record, { ...record, n: 1 }))).interactions;
  expect(first!.sourceId).toBe(second!.sourceId);
  expect(other!.sourceId).not.toBe(first!.sourceId);
});

it("reads stored completions with their usage, cached tokens counted once", async () => {
  const completion = {
    id: "chatcmpl-1", object: "chat.completion", created: 1_717_200_000, model: "gpt-4o", service_tier: "default", metadata: { run: "7" },
    choices: [{ index: 0, message: { role: "assistant", content: "Hi." }, finish_reason: "stop" }], usage: { prompt_tokens: 1000, completion_tokens: 5, total_tokens: 1005, prompt_tokens_details: { cached_tokens: 900 } },
  };
  for (const content of [JSON.stringify({ object: "list", data: [completion], has_more: false }), lines(completion, completion).split("\n", 1).join("")]) {
    const read = await readContent(content);
    expect([read.format, read.rejects]).toEqual(["openai-stored", []]);
    expect(read.interactions[0]).toMatchObject({
      sourceId: "chatcmpl-1", createdAt: Date.UTC(2024, 5, 1), model: "gpt-4o", output: "Hi.", finishReason: "stop", usage: { promptTokens: 1000, completionTokens: 5, cachedTokens: 900 },
      metadata: { run: "7", service_tier: "default", "tapedeck.content": "The file does not say what was asked." },
    });
  }
});

it("reads ShareGPT's calls and results of tools as LLaMA-Factory writes them", async () => {
  const read = await readContent(lines({
    conversations: [{ from: "human", value: "Rain?" }, { from: "function_call", value: '{"name": "weather", "arguments": {"city": "Oslo"}}' }, { from: "observation", value: "wet" }, { from: "gpt", value: "Yes." }],
    system: "Short.", tools: '[{"name": "weather"}]',
  }, { conversations: [] }, { conversations: [{ from: "human" }] }));
  expect(read.interactions[0]).toMatchObject({
    output: "Yes.", request: { tools: [{ function: { name: "weather" } }], messages: [{ role: "system" }, { role: "user" }, { role: "assistant", content: "", toolCalls: [{ name: "weather", arguments: '{"city":"Oslo"}' }] }, { role: "tool", content: "wet" }] },
  });
  expect(read.rejects).toEqual([{ line: 2, reason: "its `conversations` are empty" }, { line: 3, reason: "conversations.0 has no text in `value`" }]);
});

const node = (id: string, parent: string | null, role: string, text: string, more: object = {}) => [id, {
  id, parent, children: [], message: { id, author: { role }, create_time: 1_700_000_000 + id.charCodeAt(0), status: "finished_successfully", content: { content_type: "text", parts: [text] }, metadata: {}, ...more },
}];

it("reads every branch of ChatGPT's trees, and a question without an answer", async () => {
  const mapping = Object.fromEntries([
    ["root", { id: "root", parent: null, children: ["a"], message: null }],
    node("a", "root", "user", "Q1"), node("b", "a", "assistant", "A1", { metadata: { model_slug: "gpt-4" } }), node("c", "a", "assistant", "A1 again"),
    node("d", "c", "user", "Q2"), node("e", "d", "assistant", "", { recipient: "python", content: { content_type: "code", text: "print(1)" } }), node("f", "e", "tool", "1"), node("g", "f", "assistant", "One."),
    node("h", "b", "user", "Unanswered"),
  ]);
  const { format, interactions, rejects } = await readContent(JSON.stringify([{ title: "Trees", conversation_id: "conv", create_time: 1_699_999_999.5, mapping, current_node: "g", is_archived: false }]));
  expect([format, rejects]).toEqual(["chatgpt", []]);
  const said = interactions.map(({ request, output, status, toolCalls }) => [request.messages.map(({ content }) => content).join("|"), toolCalls ? `${toolCalls[0]!.name}: ${toolCalls[0]!.arguments}` : output, status]);
  expect(said).toEqual([["Q1", "A1", "ok"], ["Q1", "A1 again", "ok"], ["Q1|A1 again|Q2", "python: print(1)", "ok"], ["Q1|A1 again|Q2||1", "One.", "ok"], ["Q1|A1|Unanswered", "", "interrupted"]]);
  expect(interactions[0]).toMatchObject({ sourceId: "conv:b", session: "conv", model: "gpt-4", createdAt: (1_700_000_000 + 97) * 1000, timings: { totalMs: 1000 }, metadata: { title: "Trees", is_archived: false } });
});

it("reads Open WebUI's chats with branches, usage and ratings, and refuses one without messages", async () => {
  const messages = {
    u: { id: "u", parentId: null, role: "user", content: "Q", timestamp: 1_700_000_000, models: ["llama3"] },
    a: { id: "a", parentId: "u", role: "assistant", content: "A", model: "llama3", timestamp: 1_700_000_002, usage: { prompt_eval_count: 7, eval_count: 3, total_duration: 2_000_000_000 }, annotation: { rating: -1, comment: "no" }, done: true },
    b: { id: "b", parentId: "u", role: "assistant", content: "B", model: "phi", timestamp: 1_700_000_003, error: { content: "out of memory" } },
  };
  const read = await readContent(JSON.stringify([{ id: "chat1", user_id: "me", title: "T", chat: { models: ["llama3"], history: { messages, currentId: "a" } }, meta: { tags: ["x"] } }, { id: "chat2", chat: { history: { messages: {} } } }]));
  expect(read.format).toBe("openwebui");
  expect(read.interactions).toMatchObject([
    { sourceId: "chat1:a", session: "chat1", user: "me", tags: ["x"], model: "llama3", output: "A", usage: { promptTokens: 7, completionTokens: 3 }, timings: { totalMs: 2000 }, createdAt: 1_700_000_000_000 },
    { sourceId: "chat1:b", output: "B", status: "failed", error: { message: "out of memory" } },
  ]);
  expect(read.feedback).toMatchObject([{ name: "rating", value: -1, comment: "no", of: { source: "openwebui", sourceId: "chat1:a" } }]);
  expect(read.rejects).toEqual([{ line: 1, reason: "it has no messages" }]);
});

it("survives a tree whose parents lead back to themselves", async () => {
  const { interactions } = await readContent(JSON.stringify([{ mapping: Object.fromEntries([node("a", "b", "user", "Q"), node("b", "a", "assistant", "A")]) }]));
  expect(interactions.map(({ output }) => output)).toEqual(["A"]);
});
