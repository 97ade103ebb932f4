import { expect, it } from "vitest";
import type { RunRequest } from "../../../shared/schemas/chat.ts";
import { copyWithMetadata } from "../../helpers/copyWithMetadata.ts";
import { drain } from "../../helpers/drain.ts";
import { demoPath } from "../demoModel.ts";
import { openRealModel, question } from "../openRealModel.ts";

const signal = () => new AbortController().signal;
const asking = { target: "demo", origin: "api" as const };
const chatml = "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n{% endfor %}<|im_start|>assistant\n";

it("a gap is filled with the file's own tokens for it", async () => {
  const path = copyWithMetadata(demoPath, { "tokenizer.ggml.fim_pre_token_id": 401, "tokenizer.ggml.fim_suf_token_id": 402, "tokenizer.ggml.fim_mid_token_id": 403 });
  const { gateway, log } = openRealModel({}, {}, path);
  const { error } = await drain(gateway.complete({ ...asking, prompt: "Where is", suffix: "order 4821?", sampling: { maxTokens: 5 } }, signal()));
  expect(error).toBeUndefined();
  const { promptTokens, status } = log.rows.at(-1)!.outcome!;
  const marks = promptTokens!.filter((token) => token >= 401 && token <= 403);
  expect(marks).toEqual([401, 402, 403]);
  expect(promptTokens!.at(-1)).toBe(403);
  expect(status).toBe("ok");
});

it("vectors are made as the file says, where it says so", async () => {
  const { gateway } = openRealModel({}, {}, copyWithMetadata(demoPath, { "llama.pooling_type": 3 }));
  const named = await gateway.embed({ ...asking, inputs: [question], normalize: false }, signal());
  expect(named).toMatchObject({ pooling: "last", isTrained: true });
  const mean = await openRealModel().gateway.embed({ ...asking, inputs: [question], normalize: false }, signal());
  expect(named.vectors[0]).not.toEqual(mean.vectors[0]);
});

it("an answer by schema begins with a brace also where the template ends the prompt with a tag", async () => {
  const { gateway, log, request } = openRealModel({}, {}, copyWithMetadata(demoPath, { "tokenizer.chat_template": `${chatml}<answer>` }));
  for (let seed = 0; seed < 20; seed++) {
    const responseFormat = { type: "json-schema" as const, schema: { type: "object", properties: { a: { type: "string", maxLength: 8 } }, required: ["a"] } };
    const { events } = await drain(gateway.run({ ...request(question, { seed, temperature: 1.2 }), responseFormat }, signal()));
    const { output, prompt } = log.rows.at(-1)!.outcome!;
    expect(prompt).toMatch(/<answer>$/);
    expect(output).toMatch(/^\{.*\}$/);
    expect(events.map((event) => (event.type === "text" ? event.text : "")).join("")).toBe(output);
  }
});

it("a message that the template refuses is named, and the row says that the template failed", async () => {
  const path = copyWithMetadata(demoPath, { "tokenizer.chat_template": `{% for message in messages %}{% if message.role == 'system' and loop.index0 > 0 %}{{ raise_exception('System message must be the first one.') }}{% endif %}{% endfor %}${chatml}` });
  const { gateway, log } = openRealModel({}, {}, path);
  const messages = (["user", "assistant", "system", "user"] as const).map((role) => ({ role, content: `A ${role}` }));
  const { error } = await drain(gateway.run({ ...asking, messages, sampling: {} }, signal()));
  expect(error).toMatchObject({ code: "template-failed", message: "The model's chat template refused message 2 (system): System message must be the first one." });
  expect(log.rows.at(-1)!.outcome).toMatchObject({ status: "failed", error: { code: "template-failed", details: { cause: "template", message: 2 } } });
});

it("tools are rendered by the template and calls read as it writes them", async () => {
  const template = `{% if tools %}<|im_start|>system\n{% for tool in tools %}{{ tool | tojson }}{% endfor %}<tool_call><|im_end|>\n{% endif %}${chatml}`;
  const { gateway, log, request } = openRealModel({}, {}, copyWithMetadata(demoPath, { "tokenizer.chat_template": template }));
  const tools: RunRequest["tools"] = [{ type: "function", function: { name: "find_order", description: "Finds an order.", parameters: { type: "object", properties: { id: { type: "integer", minimum: 1, maximum: 9999 } }, required: ["id"] } } }];
  const { events } = await drain(gateway.run({ ...request(question, { seed: 1 }), tools, toolChoice: "required", parallelToolCalls: false }, signal()));
  const { prompt, output, toolCalls } = log.rows.at(-1)!.outcome!;
  expect(prompt).toMatch(/^<\|im_start\|>system\n\{"type": ?"function"/);
  expect(output).toMatch(/^<tool_call>\n\{"name": ?"find_order", ?"arguments": ?\{"id": ?\d{1,4}\}\}\n<\/tool_call>$/);
  expect(toolCalls).toEqual([{ id: expect.any(String), name: "find_order", arguments: expect.stringMatching(/^\{"id": ?\d{1,4}\}$/) }]);
  expect(events.filter(({ type }) => type === "toolCalls")).toEqual([{ type: "toolCalls", toolCalls }]);
  const { error } = await drain(gateway.run({ ...request(question, {}), tools, toolChoice: "none" }, signal()));
  expect(error).toBeUndefined();
  expect(log.rows.at(-1)!.outcome!.prompt).not.toContain("find_order");
});
