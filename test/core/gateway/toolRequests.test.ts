import { expect, it } from "vitest";
import { createCallGate } from "../../../electron/core/gateway/callGate.ts";
import { parseToolCalls } from "../../../shared/tools/parseToolCalls.ts";
import { RunRequest } from "../../../shared/schemas/chat.ts";
import type { Tool } from "../../../shared/schemas/tools.ts";
import { describeIssues } from "../../../shared/rpc/issues.ts";
import { drain } from "../../helpers/drain.ts";
import { hello, never, openGateway } from "./openGateway.ts";

const chatml = "{% if tools %}{{ tools | tojson }}<tool_call>{% endif %}{% for m in messages %}<{{ m.role }}>{{ m.content }}{% if m.tool_calls %}{{ m.tool_calls | tojson }}{% endif %}{% endfor %}";
const tools: Tool[] = [{ type: "function", function: { name: "find_order", parameters: { type: "object", properties: { id: { type: "string" } }, required: ["id"] } } }];
const written = 'Wait.\n<tool_call>\n{"name": "find_order", "arguments": {"id": "4821"}}\n</tool_call>';

it("shows the text of an answer and gives its calls apart; the row holds both", async () => {
  const { gateway, log } = openGateway({ answer: [...written] }, { template: chatml });
  const { events } = await drain(gateway.run({ ...hello, tools }, never));
  expect(events.map((event) => (event.type === "text" ? event.text : "")).join("")).toBe("Wait.");
  const toolCalls = [{ id: expect.stringMatching(/^[A-Za-z0-9]{9}$/), name: "find_order", arguments: '{"id":"4821"}' }];
  expect(events.at(-2)).toEqual({ type: "toolCalls", toolCalls });
  expect(log.last().outcome).toMatchObject({ output: written, toolCalls, prompt: expect.stringContaining('"find_order"') });
});

it("explains tools in words where the template knows none, and says so in a preview", async () => {
  const { gateway, log } = openGateway({ answer: [written] }, { template: "{% for m in messages %}<{{ m.role }}>{{ m.content }}{% endfor %}" });
  const { events } = await drain(gateway.run({ ...hello, tools }, never));
  expect(events.some(({ type }) => type === "toolCalls")).toBe(true);
  expect(log.last().outcome!.prompt).toMatch(/^<system>You may call these tools:\n<tools>\n.*find_order/);
  const rows = log.rows.length;
  const preview = await gateway.preview({ target: "demo", messages: hello.messages, tools }, never);
  expect(preview.findings).toEqual([expect.stringContaining("knows no tools")]);
  expect(preview.tokens).toHaveLength(preview.prompt.length);
  expect(log.rows).toHaveLength(rows);
});

it("forces a call by a grammar", async () => {
  const { gateway, llama } = openGateway({}, { template: chatml });
  await drain(gateway.run({ ...hello, tools, toolChoice: "required", parallelToolCalls: false }, never));
  expect(llama.requests[0]).toMatchObject({ withSpecialText: true, grammar: { name: expect.stringMatching(/^tools /), gbnf: expect.stringContaining("<tool_call>") } });
});

it.each([
  [{ toolChoice: { name: "refund" } }, "there is no tool called refund"],
  [{ tools: [...tools, ...tools] }, "tools[1].function: there are two tools called find_order"],
  [{ tools: [], toolChoice: "required" as const }, "there are no tools"],
  [{ tools: [{ type: "function" as const, function: { name: "x", strict: true, parameters: { not: {} } } }] }, "tools[0].function.parameters.not can't be enforced"],
  [{ responseFormat: { type: "json-schema" as const, schema: { properties: { a: { pattern: "(?=x)" } } } } }, "schema.properties.a.pattern can't be enforced"],
])("refuses %j before a model is loaded", async (more, why) => {
  const { gateway, llama, log } = openGateway({}, { template: chatml });
  const { error } = await drain(gateway.run({ ...hello, tools, ...more }, never));
  expect(error).toMatchObject({ code: "bad-request", message: expect.stringContaining(why) });
  expect(llama.seen.started).toBe(0);
  expect(log.last().outcome).toMatchObject({ status: "failed" });
});

it("names what of a request is no tool, no text and no schema", () => {
  const issues = (more: object) => describeIssues(RunRequest.safeParse({ ...hello, ...more }).error!);
  expect(issues({ tools: [{ type: "function", function: { name: "x", parameters: null } }] })).toMatch(/^tools\.0\.function\.parameters/);
  expect(issues({ messages: [{ role: "user", content: [{ type: "text", text: "a" }, { type: "image_url" }] }] })).toBe('messages.0.content.1.type: Content of the type "image_url" is not taken; only text is');
  expect(issues({ responseFormat: { type: "json-schema" } })).toMatch(/^responseFormat\.schema/);
});

it("renders texts, parts and null beside calls alike", async () => {
  const call = { id: "a1b2c3d4e", name: "find_order", arguments: '{"id":"1"}' };
  const ways = [
    [{ role: "user", content: "Hello" }, { role: "assistant", content: "", toolCalls: [call] }, { role: "tool", content: "sent", toolCallId: call.id }],
    [{ role: "user", content: [{ type: "text", text: "Hel" }, { type: "text", text: "lo" }] }, { role: "assistant", content: null, toolCalls: [call] }, { role: "tool", content: [{ type: "text", text: "sent" }], toolCallId: call.id }],
  ];
  const prompts = [];
  for (const messages of ways) {
    const { gateway, log } = openGateway({}, { template: chatml });
    await drain(gateway.run(RunRequest.parse({ ...hello, messages, tools }), never));
    prompts.push(log.last().outcome!.prompt);
  }
  expect(prompts[0]).toContain("<user>Hello<assistant>[");
  expect(prompts[1]).toBe(prompts[0]);
});

it("shows no part of a mark, and all of a text that is no call, however it is cut", () => {
  for (const text of [written, "a < b and <tool> is none", "ends in <tool_", "<tool_call>{broken"]) {
    for (let size = 1; size < 8; size++) {
      const gate = createCallGate("hermes");
      let shown = "";
      for (let at = 0; at < text.length; at += size) shown += gate.push(text.slice(at, at + size));
      const { content, calls } = parseToolCalls(text, "hermes", ["find_order"]);
      expect(shown + gate.rest(content)).toBe(content);
      if (calls.length > 0) expect(shown).not.toContain("<");
    }
  }
});

it("names the message that a template refuses, and its own sentence", async () => {
  const template = "{% for m in messages %}{% if m.role == 'system' and not loop.first %}{{ raise_exception('System message must be first') }}{% endif %}{{ m.content }}{% endfor %}";
  const { gateway, log } = openGateway({}, { template });
  const messages = (["user", "assistant", "system", "user"] as const).map((role) => ({ role, content: role }));
  const { error } = await drain(gateway.run({ ...hello, messages }, never));
  expect(error).toMatchObject({ code: "template-failed", message: "The model's chat template refused message 2 (system): System message must be first", details: { message: 2, cause: "template" } });
  expect(log.last().outcome).toMatchObject({ status: "failed", error: { code: "template-failed" } });
});

it("records vectors and ranks as interactions", async () => {
  const { gateway, log } = openGateway();
  const asking = { target: "demo", origin: "api" as const };
  const { interactionId, ...made } = await gateway.embed({ ...asking, inputs: ["one", "three"], normalize: true }, never);
  expect(made).toMatchObject({ vectors: [[0.6, 0.8], [0.6, 0.8]], dimensions: 2, pooling: "mean", isTrained: false, normalized: true, usage: { promptTokens: 8 } });
  expect(log.last()).toMatchObject({ id: interactionId, start: { request: { operation: "embed", origin: "api" } }, outcome: { status: "ok", output: "2 vectors of 2 numbers", usage: { promptTokens: 8, completionTokens: null } } });
  const ranked = await gateway.rerank({ ...asking, query: "b", documents: ["a", "abc"] }, never);
  expect(ranked.results).toEqual([{ index: 1, score: 0.9 }, { index: 0, score: 0.1 }]);
  expect(log.last().outcome).toMatchObject({ status: "ok", output: "1: 0.9000\n0: 0.1000" });
});
