import { expect, it } from "vitest";
import { conditionFacts } from "../../../renderer/features/interactions/detail/conditionFacts.ts";
import { filterProblem } from "../../../renderer/features/interactions/list/filter/filterProblem.ts";
import { everything, listAddress, readListQuery, writeListQuery, type ListQuery } from "../../../renderer/features/interactions/list/listQuery.ts";
import { statusWords } from "../../../renderer/features/interactions/statusWords.ts";
import { tableText } from "../../../renderer/features/interactions/list/tableText.ts";
import { scaleWords, timeScale } from "../../../renderer/features/interactions/list/timeScale.ts";
import { parseFilter } from "../../../shared/filter/parseFilter.ts";
import { sampleConditions, sampleInteraction } from "../../helpers/sampleInteraction.ts";
import { idOf, numbered } from "./manyInteractions.ts";

it("says a status with its cause", () => {
  const words = (more: Parameters<typeof numbered>[1]) => {
    const { mark, word, cause } = statusWords(numbered(1, more));
    return [mark, word, cause];
  };
  expect(words({})).toEqual(["ok", "ok", null]);
  expect(words({ finishReason: "length" })).toEqual(["ok", "ok", "max tokens"]);
  expect(words({ finishReason: "context" })).toEqual(["warn", "ok", "context full"]);
  expect(words({ status: "failed", error: { code: "model-crashed", message: "It ended." } })).toEqual(["failed", "failed", "model crashed"]);
  expect(words({ status: "interrupted", error: { code: "connection-lost", message: "" } })).toEqual(["interrupted", "interrupted", "core stopped"]);
  expect(words({ status: "cancelled", error: { code: "cancelled", message: "" } })).toEqual(["cancelled", "cancelled", null]);
});

it("says what is wrong with a filter, and where", () => {
  expect(filterProblem("  ")).toBeNull();
  expect(filterProblem("status = failed and usage.promptTokens > 1000")).toBeNull();
  expect(filterProblem("status = ok and modell = a")).toMatchObject({ position: 16, fix: "Did you mean model?" });
  expect(filterProblem("status =")).toMatchObject({ position: 8 });
});

it("makes addresses of lists that read back, with quotes and blanks in their values", () => {
  const address = listAddress("session", 'a "b" \\ c & d');
  const query = readListQuery(new URLSearchParams(address.split("?")[1]));
  expect(parseFilter(query.filter)).toMatchObject({ kind: "compare", target: { field: "session" }, value: { text: 'a "b" \\ c & d' } });
  const whole: ListQuery = { filter: "has replayOf", text: "50% off?", textIn: "output", order: "ranked" };
  expect(readListQuery(writeListQuery(whole))).toEqual(whole);
  expect(readListQuery(writeListQuery(everything))).toEqual(everything);
  expect(readListQuery(new URLSearchParams("status=failed,wild,ok")).filter).toBe("status in (failed, ok)");
  expect(readListQuery(new URLSearchParams("status=failed&filter=model+%3D+a+or+model+%3D+b&in=nowhere"))).toMatchObject({ filter: "(model = a or model = b) and status = failed", textIn: null });
});

it("scales bars by what most answers took, not by the slowest", () => {
  expect(timeScale([...Array.from({ length: 19 }, () => 2100), 60_000])).toBe(2500);
  expect(timeScale([3400, 5100])).toBe(6000);
  expect(timeScale([])).toBe(10);
  expect([10, 800, 1500, 40_000, 300_000].map(scaleWords)).toEqual(["10 ms", "800 ms", "1.5 s", "40 s", "5 min"]);
});

it("copies a table that a spreadsheet reads: one line a row, whatever the texts hold", () => {
  const lines = tableText([numbered(1, { input: "two\nlines\tand a tab", status: "failed", error: { code: "internal", message: "no" } })]).split("\n");
  expect(lines).toHaveLength(2);
  expect(lines[1]!.split("\t")).toEqual([idOf(1), "2023-11-14T22:13:21.000Z", "failed", "no", "two lines and a tab", "Fine.", "demo-support-v1", "12", "2", "6", "26", "500"]);
});

it("names every recorded condition, and none that is not known", () => {
  const facts = conditionFacts(sampleInteraction(["a"], { conditions: sampleConditions({ backend: "cuda", gpuLayers: 33, layers: 33, devices: ["RTX 4090"], slot: 0, slots: 4, slotsBusy: 2, cachedTokens: 8 }) }));
  const text = Object.fromEntries(facts.map((fact) => [fact.label, fact.text]));
  expect(text).toMatchObject({
    Backend: "CUDA, 33 of 33 layers on the GPU", Devices: "RTX 4090", Threads: "1", Sampling: "temperature 0, top-k 40", Seed: "7", "Max tokens": "50",
    Context: "13 of 4,096 tokens", Slots: "slot 1 of 4, 2 busy", Cache: "8 of 12 prompt tokens reused",
  });
  expect(facts.find(({ label }) => label === "Model hash")!.copy).toBe("a".repeat(64));
  expect(conditionFacts(sampleInteraction([], { model: null, finishReason: null, conditions: { ...sampleConditions(), modelSha256: null, templateSha256: null, engine: null, backend: null, threads: null, contextTokens: null, slots: null, slot: null, slotsBusy: null, cachedTokens: null, promptBatchTokens: null, samplingChain: [], sampling: null } }))).toEqual([]);
});
