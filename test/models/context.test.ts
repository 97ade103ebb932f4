import { describe, expect, it } from "vitest";
import { endless, longQuestion, openRealModel, question } from "./openRealModel.ts";

describe("the context of a real model", () => {
  it("refuses a prompt that does not fit, and names both numbers", async () => {
    const { ask } = openRealModel({ contextTokens: 256 });
    const { error, row } = await ask("order ".repeat(400));
    expect(error).toMatchObject({ code: "context-exceeded", message: expect.stringMatching(/The prompt has \d+ tokens; the context holds 256/), details: { contextTokens: 256 } });
    expect(row.status).toBe("failed");
    expect((await ask(question)).row.status).toBe("ok");
  });

  it("refuses ten megabytes at once", async () => {
    const { ask } = openRealModel();
    await ask(question);
    const startedAt = performance.now();
    const { error } = await ask("Where is my order? ".repeat(550_000));
    expect(error).toMatchObject({ code: "context-exceeded", message: expect.stringMatching(/more than [\d,]+ tokens; the context holds 4,096/) });
    expect(performance.now() - startedAt).toBeLessThan(3000);
  });

  it("keeps the answer when the context becomes full in the middle, and answers the next request", async () => {
    const { ask } = openRealModel({ contextTokens: 128 });
    const { text, row, error } = await ask(longQuestion, { ...endless, maxTokens: 500 });
    expect(error).toBeUndefined();
    expect(text.length).toBeGreaterThan(50);
    expect(row).toMatchObject({ status: "ok", output: text, finishReason: "context", error: { code: "context-exceeded", message: expect.stringContaining("The context of 128 tokens was full") } });
    expect(row.usage.promptTokens! + row.usage.completionTokens!).toBe(128);
    expect(await ask(question, { temperature: 0 })).toMatchObject({ row: { finishReason: "stop" } });
  });

  it("gives a long prompt the same answer, though it is decoded in pieces", async () => {
    const { ask } = openRealModel();
    const { row, events } = await ask(`${"I ordered a lamp. ".repeat(120)}${question}`, { temperature: 0 });
    expect(row.usage.promptTokens).toBeGreaterThan(512);
    // Wide pieces first, then narrow ones.
    const pieces = events.filter(({ type }) => type === "prompt").length;
    expect(pieces).toBeGreaterThan(row.usage.promptTokens! / 256);
    expect(pieces).toBeLessThan(row.usage.promptTokens! / 48);
    expect(row.conditions.promptBatchTokens).toBe(256);
  });

  it("counts the tokens of a conversation", async () => {
    const { gateway, ask } = openRealModel();
    const { row } = await ask(question);
    expect(await gateway.countTokens({ target: "demo", messages: [{ role: "user", content: question }] }, new AbortController().signal)).toEqual({ tokens: row.usage.promptTokens, contextTokens: 4096 });
  });
});
