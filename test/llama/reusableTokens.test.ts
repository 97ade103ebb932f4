import fc from "fast-check";
import { expect, it } from "vitest";
import { commonPrefix, reusableTokens } from "../../electron/llama/prefix/reusableTokens.ts";

const tokens = (count: number, from = 0) => Array.from({ length: count }, (_, index) => from + index);

it("reuses only what was part of a prompt, in whole rows, and leaves a piece of rows to evaluate", () => {
  const prompt = [...tokens(100), ...tokens(30, 1000)];
  expect(reusableTokens({ held: tokens(200), exactTokens: 192, prompt, reuse: "prompts" })).toBe(96);
  expect(reusableTokens({ held: tokens(200), exactTokens: 64, prompt, reuse: "prompts" })).toBe(64);
  expect(reusableTokens({ held: tokens(200), exactTokens: 192, prompt: tokens(100), reuse: "prompts" })).toBe(80);
  expect(reusableTokens({ held: tokens(200), exactTokens: 192, prompt: tokens(10), reuse: "prompts" })).toBe(0);
});

it("reuses everything alike where bits may differ, but for the last token", () => {
  expect(reusableTokens({ held: tokens(200), exactTokens: 0, prompt: tokens(100), reuse: "all" })).toBe(99);
  expect(reusableTokens({ held: tokens(200), exactTokens: 192, prompt: tokens(100), reuse: "none" })).toBe(0);
});

it("never reuses a token that differs, nor the whole prompt", () => {
  const some = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 80 });
  fc.assert(fc.property(some, some, some, fc.nat(80), fc.constantFrom("none" as const, "prompts" as const, "all" as const), (shared, a, b, exactTokens, reuse) => {
    const [held, prompt] = [[...shared, ...a], [...shared, ...b]];
    const count = reusableTokens({ held, exactTokens, prompt, reuse });
    expect(count).toBeGreaterThanOrEqual(0);
    if (prompt.length > 0) expect(count).toBeLessThan(prompt.length);
    expect(count).toBeLessThanOrEqual(commonPrefix(held, prompt));
    if (reuse === "prompts") expect(count).toBeLessThanOrEqual(exactTokens);
  }));
});
