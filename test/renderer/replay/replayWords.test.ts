import { expect, it } from "vitest";
import { differences } from "../../../electron/core/replay/differences.ts";
import { conditionChanges } from "../../../renderer/features/replay/conditionChanges.ts";
import { askOf, overrideWords, readOverrides, unchanged, writeOverrides } from "../../../renderer/features/replay/overrides.ts";
import { sampleConditions, sampleInteraction } from "../../helpers/sampleInteraction.ts";

const recorded = sampleInteraction(["a"]);

it("names both values of every condition that is not the same", () => {
  const sampling = { ...sampleConditions().sampling!, temperature: 0.7, stop: ["\n"] };
  const replayed = sampleInteraction(["a"], { model: "v2", conditions: sampleConditions({ modelSha256: "c".repeat(64), engine: "node-llama-cpp 3.21.1, llama.cpp b2", cachedTokens: 8, sampling }) });
  expect(conditionChanges(recorded, replayed).map(({ label, before, after }) => [label, before, after])).toEqual([
    ["Model", "demo-support-v1 aaaaaaaa…aaaa", "v2 cccccccc…cccc"],
    ["Engine", "node-llama-cpp 3.21.1, llama.cpp b1", "node-llama-cpp 3.21.1, llama.cpp b2"],
    ["Temperature", "0", "0.7"],
    ["Stop strings", "none", '"\\n"'],
    ["Reused from cache", "0 tokens", "8 tokens"],
  ]);
});

it("shows a change for every difference that the core names", () => {
  const others = { modelSha256: "c".repeat(64), templateSha256: "d".repeat(64), engine: "e", backend: "cuda", devices: ["x"], gpuLayers: 4, threads: 3, samplingChain: ["greedy"], contextTokens: 64, slots: 9, slotsBusy: 5, cachedTokens: 1, promptBatchTokens: 1, sampling: { ...sampleConditions().sampling!, seed: 8 } };
  for (const [name, value] of Object.entries(others)) {
    const replayed = sampleInteraction(["a"], { conditions: sampleConditions({ [name]: value }) });
    expect([name, conditionChanges(recorded, replayed).map(({ difference }) => difference)]).toEqual([name, differences(recorded.conditions, replayed.conditions)]);
  }
});

it("keeps overrides in the address beside what else stands there", () => {
  const overrides = { target: "v2", times: 10, sampling: { temperature: 0, seed: 7, stop: ["a", "b"] } };
  const address = writeOverrides(new URLSearchParams("view=prompt&temperature=5&times=3"), overrides);
  expect(address.get("view")).toBe("prompt");
  expect(readOverrides(address)).toEqual(overrides);
  expect(writeOverrides(address, unchanged).toString()).toBe("view=prompt");
  expect(readOverrides(new URLSearchParams("times=5000&temperature=hot")).times).toBe(1);
});

it("says what a replay does otherwise", () => {
  expect(overrideWords(askOf("int_1", unchanged))).toBe("once, unchanged");
  expect(overrideWords(askOf("int_1", { ...unchanged, times: 10 }))).toBe("10 times, unchanged");
  expect(overrideWords(askOf("int_1", { target: null, times: 10, sampling: { temperature: 0.2, topK: 1 } }))).toBe("10 times, temperature 0.2, top-k 1");
  expect(overrideWords(askOf("int_1", { ...unchanged, target: "v2" }))).toBe("once");
});
