import { describe, expect, it } from "vitest";
import { chat, openLlama } from "./openLlama.ts";

const system = "You are the support assistant of Pinemoor Outfitters.";
const hot = { temperature: 5, topK: 0, topP: 1, minP: 0, seed: 5 };

describe("a context that becomes full in the middle of an answer", () => {
  const open = (contextShift: "error" | "shift") => openLlama({ settings: { contextShift, contextTokens: 256 } });

  it("ends it there, unless the setting says otherwise", async () => {
    const llama = await open("error");
    const { done, tokens } = await llama.ask(chat("Tell me everything.", system), { sampling: { ignoreEnd: true, ...hot, maxTokens: 600 } });
    expect(done).toMatchObject({ finishReason: "context", droppedTokens: 0 });
    expect(tokens.length).toBeLessThan(256);
  });

  it("forgets the oldest part behind the system prompt where it may, and says how much", async () => {
    const llama = await open("shift");
    const prompt = chat("Tell me everything.", system);
    const systemTokens = (await llama.tokenize(`<|im_start|>system\n${system}<|im_end|>\n`)).length;
    const { done, tokens } = await llama.ask(prompt, { systemTokens, sampling: { ignoreEnd: true, ...hot, maxTokens: 600 } });
    expect(done.finishReason).toBe("length");
    expect(tokens).toHaveLength(600);
    const promptTokens = (await llama.tokenize(prompt)).length;
    expect(done.droppedTokens).toBeGreaterThanOrEqual(promptTokens + 600 - 256);
    // The kept beginning serves the next request, and its answer is the same as in an empty slot.
    const next = await llama.ask(prompt, { systemTokens });
    expect(next.done.cachedTokens).toBe(Math.floor(systemTokens / 16) * 16);
    expect(next.tokens).toEqual((await llama.ask(prompt, { systemTokens, reuse: "none" })).tokens);
  });

  it("ends an answer without a limit after four contexts", async () => {
    const llama = await open("shift");
    const { done, tokens } = await llama.ask(chat("Tell me everything."), { sampling: { ...hot, ignoreEnd: true } });
    expect(done.finishReason).toBe("context");
    expect(tokens).toHaveLength(4 * 256);
  });

  it("goes on shifting while it guesses ahead", async () => {
    const llama = await openLlama({ settings: { contextShift: "shift", contextTokens: 256, promptLookup: true } });
    const { done, tokens } = await llama.ask(chat("Tell me everything.", system), { sampling: { ignoreEnd: true, maxTokens: 600 } });
    expect(tokens).toHaveLength(600);
    expect(done.droppedTokens).toBeGreaterThan(0);
    expect(done.guesses!.accepted).toBeGreaterThan(0);
  });
});
