import { describe, expect, it } from "vitest";
import { maxRequestChars, type RunRequest } from "../../../shared/schemas/chat.ts";
import { drain } from "../../helpers/drain.ts";
import { hello, never, openGateway } from "./openGateway.ts";

const saying = (content: string): RunRequest => ({ ...hello, messages: [{ role: "user", content }] });

describe("a request that can't be answered", () => {
  it.each([
    ["an unknown model", { ...hello, target: "nobody" }, "not-found", 'There is no model "nobody"'],
    ["an empty prompt", saying(" \n"), "bad-request", "The last user message has no text."],
    ["no user message", { ...hello, messages: [{ role: "system", content: "Be kind." }] } as RunRequest, "bad-request", "no user message"],
    ["far too much text", saying("x".repeat(maxRequestChars + 1)), "too-large", "33,554,433 characters"],
  ])("with %s is recorded as failed, with the reason", async (_name, request, code, reason) => {
    const { gateway, log } = openGateway();
    const { error, types } = await drain(gateway.run(request, never));
    expect(types).toEqual(["begun"]);
    expect(error).toMatchObject({ code, message: expect.stringContaining(reason), details: { interactionId: "int_1" } });
    expect(log.last().outcome).toMatchObject({ status: "failed", output: "", error: { code } });
  });

  it("with far too much text is not counted either, and loads nothing", async () => {
    const { gateway, llama } = openGateway();
    const { target, messages } = saying("x".repeat(maxRequestChars + 1));
    await expect(gateway.countTokens({ target, messages }, never)).rejects.toMatchObject({ code: "too-large" });
    expect(llama.seen.started).toBe(0);
  });

  it("names the tokens of a prompt that does not fit, and those of the context", async () => {
    const { gateway, log, llama } = openGateway({ contextTokens: 100 });
    const { error } = await drain(gateway.run(saying("x".repeat(200)), never));
    expect(error).toMatchObject({ code: "context-exceeded", message: expect.stringMatching(/218 tokens; the context holds 100/), details: { promptTokens: 218, contextTokens: 100 } });
    expect(log.last().outcome).toMatchObject({ status: "failed", promptTokens: null, prompt: expect.stringContaining("xxx") });
    expect(llama.requests).toEqual([]);
  });

  it("gives the template's own words when it refuses the conversation", async () => {
    const { gateway, log } = openGateway({}, { template: "{{ raise_exception('After the optional system message, roles must alternate') }}" });
    const { error } = await drain(gateway.run(hello, never));
    expect(error).toMatchObject({ code: "template-failed", message: expect.stringContaining("roles must alternate") });
    expect(log.last().outcome).toMatchObject({ status: "failed" });
  });

  it("ends a template that never ends, and answers the next request", async () => {
    const { gateway } = openGateway({}, { template: "{% if messages[0].content == 'loop' %}{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}{% endif %}fine" });
    const { error } = await drain(gateway.run(saying("loop"), never));
    expect(error).toMatchObject({ code: "template-failed", message: expect.stringContaining("did not end within 0.3 seconds") });
    expect((await drain(gateway.run(hello, never))).error).toBeUndefined();
  });

  it("keeps lone surrogates and NUL in the row, and gives the model U+FFFD for what has no UTF-8", async () => {
    const { gateway, log, llama } = openGateway();
    const content = "a\uD800b\u0000😀";
    await drain(gateway.run(saying(content), never));
    expect(JSON.parse(Buffer.from(log.last().start.body).toString())).toEqual(saying(content));
    expect(llama.seen.tokenized[0]).toContain("a\uFFFDb\u0000😀");
  });

  it("renders with the file's own template and its special tokens", async () => {
    const { gateway, log } = openGateway({}, { template: "{{ bos_token }}{% for m in messages %}[{{ m.role }}]{{ m.content }}{{ eos_token }}{% endfor %}{% if add_generation_prompt %}[assistant]{% endif %}" });
    await drain(gateway.run(hello, never));
    expect(log.last().outcome!.prompt).toBe("<s>[user]Hello</s>[assistant]");
  });
});
