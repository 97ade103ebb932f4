import fc from "fast-check";
import { expect, it } from "vitest";
import { evenCut, exactCut, type Cut } from "../../electron/llama/prefix/cuts.ts";
import { commonPrefix, reusableTokens, type Reuse } from "../../electron/llama/prefix/reusableTokens.ts";

type Case = { held: number[]; exactTokens: number; prompt: number[]; reuse: Reuse; wideTokens?: number; cut?: Cut };
const reusable = ({ held, exactTokens, prompt, reuse, wideTokens = 0, cut = evenCut() }: Case) => reusableTokens({ held, exactTokens, wideTokens }, { prompt, reuse, cut });
const tokens = (count: number, from = 0) => Array.from({ length: count }, (_, index) => from + index);

it("reuses only what was part of a prompt, in whole rows, and leaves a piece of rows to evaluate", () => {
  const prompt = [...tokens(100), ...tokens(30, 1000)];
  expect(reusable({ held: tokens(200), exactTokens: 192, prompt, reuse: "prompts" })).toBe(96);
  expect(reusable({ held: tokens(200), exactTokens: 64, prompt, reuse: "prompts" })).toBe(64);
  expect(reusable({ held: tokens(200), exactTokens: 192, prompt: tokens(100), reuse: "prompts" })).toBe(80);
  expect(reusable({ held: tokens(200), exactTokens: 192, prompt: tokens(10), reuse: "prompts" })).toBe(0);
});

it("reuses everything alike where bits may differ, but for the last token", () => {
  expect(reusable({ held: tokens(200), exactTokens: 0, prompt: tokens(100), reuse: "all" })).toBe(99);
  expect(reusable({ held: tokens(200), exactTokens: 192, prompt: tokens(100), reuse: "none" })).toBe(0);
});

it("never reuses a token that differs, nor the whole prompt", () => {
  const some = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 80 });
  fc.assert(fc.property(some, some, some, fc.nat(80), fc.constantFrom("none" as const, "prompts" as const, "all" as const), (shared, a, b, exactTokens, reuse) => {
    const [held, prompt] = [[...shared, ...a], [...shared, ...b]];
    const count = reusable({ held, exactTokens, prompt, reuse });
    expect(count).toBeGreaterThanOrEqual(0);
    if (prompt.length > 0) expect(count).toBeLessThan(prompt.length);
    expect(count).toBeLessThanOrEqual(commonPrefix(held, prompt));
    if (reuse === "prompts") expect(count).toBeLessThanOrEqual(exactTokens);
  }));
});

it("reuses only what was evaluated in pieces as wide as the prompt's own, and leaves whole wide pieces", () => {
  const held = { held: tokens(1400), exactTokens: 1392, wideTokens: exactCut(1400).wideTokens, reuse: "prompts" as const };
  expect(exactCut(1400)).toMatchObject({ wideTokens: 1280 });
  expect(exactCut(319).wideTokens).toBe(0);
  // Cut as the slot's own prompt was: all that is alike.
  expect(reusable({ ...held, prompt: [...tokens(1360), ...tokens(30, 9000)], cut: exactCut(1390) })).toBe(1360);
  // A longer prompt is wide where the slot is narrow, a shorter one narrow where the slot is wide.
  expect(reusable({ ...held, prompt: tokens(2000), cut: exactCut(2000) })).toBe(1280);
  expect(reusable({ ...held, prompt: tokens(1000), cut: exactCut(1000) })).toBe(768);
  // Within wide pieces only whole ones of 64 are kept.
  expect(reusable({ ...held, prompt: [...tokens(300), ...tokens(1100, 9000)], cut: exactCut(1400) })).toBe(256);
  expect(reusable({ ...held, prompt: [...tokens(330), ...tokens(1070, 9000)], cut: exactCut(1400) })).toBe(320);
});
