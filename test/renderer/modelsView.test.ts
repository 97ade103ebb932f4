import { describe, expect, it } from "vitest";
import { asTable, families, matches, neighbour } from "../../renderer/features/models/library.ts";
import { fitOf, needOf, roomFor, usesGpu } from "../../renderer/features/models/memoryFit.ts";
import { contextWords, draftOf, readDraft } from "../../renderer/features/models/runtimeDraft.ts";
import { assignSeries } from "../../renderer/features/models/series.ts";
import { defaultModelSettings } from "../../shared/schemas/model.ts";
import { fakeSample } from "../helpers/fakeCore.ts";
import { fakeLibrary, fakeModel, loaded } from "../helpers/fakeModels.ts";

describe("the list of models", () => {
  it("groups by family, in reading order, and says what all of a family share", () => {
    const groups = families([fakeModel("b-v10"), fakeModel("b-v2", { quantization: "F16" }), fakeModel("a-v1", { contextLength: 512 })]);
    expect(groups.map(({ name, facts, models }) => [name, facts, models.map(({ version }) => version)])).toEqual([
      ["a", "8.03 B, llama, context 512", ["v1"]],
      ["b", "8.03 B, llama, context 131,072", ["v2", "v10"]],
    ]);
  });

  it("sorts the versions of each family by a column, either way", () => {
    const models = [fakeModel("a-v1", { sizeBytes: 2 }), fakeModel("a-v2", { sizeBytes: 3 }), loaded(fakeModel("a-v3", { sizeBytes: 1 }), 40)];
    const order = (sort: string) => families(models, sort)[0]!.models.map(({ version }) => version);
    expect([order("size"), order("-size"), order("-speed"), order("nonsense")]).toEqual([["v3", "v1", "v2"], ["v2", "v1", "v3"], ["v3", "v1", "v2"], ["v1", "v2", "v3"]]);
  });

  it("copies as a table in which no text can break a row", () => {
    const lines = asTable([fakeModel("a-v1", { name: "tab\there\nnow" })]).split("\n");
    expect(lines).toHaveLength(2);
    expect(lines[1]!.split("\t")).toHaveLength(lines[0]!.split("\t").length);
  });

  it("finds by every word, in name, quantization or hash", () => {
    const [model] = fakeLibrary();
    expect(matches(model!, "SUPPORT f16")).toBe(true);
    expect(matches(model!, model!.sha256!.slice(0, 8))).toBe(true);
    expect(matches(model!, "support q8")).toBe(false);
    expect(matches(model!, "")).toBe(true);
  });

  it("moves to the neighbour and stops at the ends", () => {
    const models = [fakeModel("a"), fakeModel("b")];
    expect(neighbour(models, "mdl_a", 1)?.name).toBe("b");
    expect(neighbour(models, "mdl_b", 1)?.name).toBe("b");
    expect(neighbour(models, undefined, 1)?.name).toBe("a");
    expect(neighbour([], undefined, -1)).toBeUndefined();
  });
});

describe("what a model needs in memory", () => {
  const estimate = { contextTokens: 8192, weightsBytes: 8e9, kvCacheBytes: 1e9, computeBytes: 5e8, totalBytes: 9.5e9 };

  it("grows with the context of all slots together", () => {
    expect(needOf(estimate, { ...defaultModelSettings, contextTokens: 4096, slots: 3 }, 131_072)).toMatchObject({ contextBytes: 1.5e9, totalBytes: 10e9 });
    expect(needOf(estimate, { ...defaultModelSettings, slots: 1 }, 2048)).toMatchObject({ contextTokens: 2048, contextBytes: 0.25e9 });
  });

  it("is held against the GPU, or against the computer's memory where the model stays on the processor", () => {
    expect(roomFor(fakeSample, true)).toMatchObject({ name: "GPU 0", totalBytes: 24e9 });
    expect(roomFor(fakeSample, false)).toMatchObject({ totalBytes: 32e9 });
    expect(roomFor({ ...fakeSample, gpus: [] }, true)).toMatchObject({ totalBytes: 32e9 });
  });

  it("lies where its process put it, else where its own setting says, else the app's", () => {
    const model = fakeModel("a");
    expect([usesGpu(model, "auto"), usesGpu(model, "off"), usesGpu({ ...model, settings: { ...model.settings, gpu: "vulkan" } }, "off"), usesGpu(loaded(model), "off")]).toEqual([true, false, true, true]);
  });

  it("fits, fits after unloading, or is too large", () => {
    const room = { name: "GPU", usedBytes: 17e9, totalBytes: 24e9 };
    expect([7e9, 8e9, 25e9].map((bytes) => fitOf(bytes, room))).toEqual(["fits", "after unloading", "too large"]);
  });
});

describe("the form of a model's settings", () => {
  it("reads empty fields as automatic and numbers with separators", () => {
    expect(readDraft({ gpu: "off", threads: "", contextTokens: "4,096", slots: "3" })).toEqual({ settings: { ...defaultModelSettings, gpu: "off", threads: null, contextTokens: 4096, slots: 3 } });
    expect(readDraft(draftOf(defaultModelSettings))).toEqual({ settings: defaultModelSettings });
  });

  it("names each field that is wrong", () => {
    expect(readDraft({ gpu: "auto", threads: "0", contextTokens: "many", slots: "" })).toEqual({ problems: { threads: "A whole number from 1 to 512.", contextTokens: "A whole number from 64 to 10,000,000.", slots: "A whole number from 1 to 64." } });
  });

  it("says the context per slot and in total, and when it is more than the model was trained for", () => {
    expect(contextWords({ ...defaultModelSettings, contextTokens: 4096 }, { contextLength: 8192 })).toBe("4,096 tokens per slot, 8,192 in total.");
    expect(contextWords({ ...defaultModelSettings, contextTokens: 4096, slots: 1 }, { contextLength: 512 })).toBe("4,096 tokens per slot, 4,096 in total. The model was trained for 512.");
  });
});

describe("series", () => {
  it("are used evenly before one is used again", () => {
    const names = Array.from({ length: 9 }, (_, index) => `m${index}`);
    const series = assignSeries({}, names);
    expect(names.slice(0, 8).map((name) => series[name])).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(series["m8"]).toBe(1);
    expect(assignSeries(series, names)).toBe(series);
  });
});
