import { expect, it } from "vitest";
import type { ReplayResult } from "../../../shared/schemas/replay.ts";
import { quoteToken, replaySentence } from "../../../renderer/features/replay/replaySentence.ts";
import { diverged, resultOf } from "./resultOf.ts";

const sentence = (...results: ReplayResult[]) => replaySentence(results).map(({ text }) => text).join("");
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

it("says how many replays differ, where they leave the answer, and what changed", () => {
  const split = diverged(20, " 14", " 30", { differences: ["model", "parameters"] });
  expect(sentence(...times(7, split), ...times(3, resultOf({ differences: ["model"] })))).toBe(
    "7 of 10 replays differ from the recorded answer. All seven leave it at token 20: “30” instead of “14”. Conditions that changed: model, parameters.",
  );
});

it("marks the numbers that matter", () => {
  expect(replaySentence([diverged(1_234)]).filter(({ isStrong }) => isStrong).map(({ text }) => text)).toEqual(["The replay differs", "token 1,234"]);
});

it("says that all are identical", () => {
  expect(sentence(resultOf())).toBe("The replay is identical to the recorded answer, byte for byte.");
  expect(sentence(...times(5, resultOf()))).toBe("All 5 replays are identical to the recorded answer, byte for byte.");
});

it("says that nothing changed and the answer did all the same", () => {
  expect(sentence(diverged(3), resultOf())).toBe("1 of 2 replays differs from the recorded answer. It leaves it at token 3: “30” instead of “14”. No recorded condition changed.");
});

it("names the range when replays leave the answer in several places", () => {
  expect(sentence(diverged(3), diverged(9), diverged(5))).toBe("3 of 3 replays differ from the recorded answer. They leave it between token 3 and token 9. No recorded condition changed.");
});

it("names one place with several texts, and answers that end early or go on", () => {
  expect(sentence(diverged(3, "a", "b"), diverged(3, "a", "c"))).toMatch(/^2 of 2 replays differ from the recorded answer. Both leave it at token 3\. /);
  expect(sentence(diverged(3, "a", ""))).toContain("at token 3: the end instead of “a”.");
  expect([quoteToken("\n\n"), quoteToken(" "), quoteToken(" 30")]).toEqual(["a line break", "a blank", "“30”"]);
});

it("counts failures apart, with the cause they share", () => {
  const failed = resultOf({ grade: "failed", error: "The model's process ended." });
  expect(sentence(failed)).toBe("The replay failed: The model's process ended.");
  expect(sentence(resultOf(), failed, failed)).toBe("1 of 3 replays is identical to the recorded answer, byte for byte. 2 of 3 replays failed: The model's process ended.");
  expect(sentence(failed, resultOf({ grade: "failed", error: "Other." }))).toBe("2 of 2 replays failed.");
});

it("tells the same tokens with another end apart from a difference", () => {
  expect(sentence(resultOf({ grade: "same-tokens", differences: ["parameters"] }))).toBe("The replay has the same tokens but another end or other bytes. Conditions that changed: parameters.");
  expect(replaySentence([])).toEqual([]);
});
