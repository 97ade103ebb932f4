import { describe, expect, it } from "vitest";
import { fitOf, estimateError, partsOf, roomFor, usesGpu } from "../../../renderer/features/models/fit/memoryFit.ts";
import { differenceWords } from "../../../renderer/features/models/fit/FitFacts.tsx";
import { matches, offered, siblings } from "../../../renderer/features/models/library.ts";
import { asTable, families, familyKey, neighbour, rowKeys } from "../../../renderer/features/models/list/families.ts";
import { contextWords, draftOf, readDraft } from "../../../renderer/features/models/runtime/runtimeDraft.ts";
import { newNotices } from "../../../renderer/features/models/newNotices.ts";
import { assignSeries } from "../../../renderer/features/models/series.ts";
import { chooseTargets } from "../../../renderer/features/playground/chooseTargets.ts";
import { defaultModelSettings, type Model, type ModelNotice } from "../../../shared/schemas/model.ts";
import { fakeSample } from "../../helpers/fakeCore.ts";
import { fakeLibrary, fakeModel, loaded } from "../../helpers/fakeModels.ts";

describe("the list of models", () => {
  it("groups by family, in reading order, and says what all of a family share", () => {
    const groups = families([fakeModel("b-v10"), fakeModel("b-v2", { quantization: "F16" }), fakeModel("a-v1", { contextLength: 512 })]);
    expect(groups.map(({ name, facts, entries }) => [name, facts, entries.map(({ model }) => model.version)])).toEqual([
      ["a", "8.03 B, llama, context 512", ["v1"]],
      ["b", "8.03 B, llama, context 131,072", ["v2", "v10"]],
    ]);
  });

  it("puts an adapter under the model that it stands on, whatever the order", () => {
    const base = fakeModel("a-v1");
    const adapter = fakeModel("a-v0 fix", { kind: "adapter", family: "a", baseId: base.id, sizeBytes: 1 });
    const lost = fakeModel("a-v9 fix", { kind: "adapter", family: "a", baseId: "mdl_gone" });
    for (const sort of ["version", "size", "-size"]) expect(families([adapter, lost, fakeModel("a-v2"), base], sort)[0]!.entries.flatMap(({ model, isOnBase }) => (isOnBase ? [model.name] : []))).toEqual(["a-v0 fix"]);
    const names = families([adapter, base, lost], "version")[0]!.entries.map(({ model }) => model.name);
    expect(names.indexOf("a-v0 fix")).toBe(names.indexOf("a-v1") + 1);
    expect(names).toHaveLength(3);
  });

  it("sorts the versions of each family by a column, either way", () => {
    const models = [fakeModel("a-v1", { sizeBytes: 2 }), fakeModel("a-v2", { sizeBytes: 3 }), loaded(fakeModel("a-v3", { sizeBytes: 1 }), 40)];
    const order = (sort: string) => families(models, sort)[0]!.entries.map(({ model }) => model.version);
    expect([order("size"), order("-size"), order("-speed"), order("nonsense")]).toEqual([["v3", "v1", "v2"], ["v2", "v1", "v3"], ["v3", "v1", "v2"], ["v1", "v2", "v3"]]);
  });

  it("copies as a table in which no text can break a row", () => {
    const lines = asTable([fakeModel("a-v1", { name: "tab\there\nnow" })]).split("\n");
    expect(lines).toHaveLength(2);
    expect(lines[1]!.split("\t")).toHaveLength(lines[0]!.split("\t").length);
  });

  it("finds by every word, in name, quantization, tags or hash", () => {
    const [model] = fakeLibrary();
    expect(matches(model!, "SUPPORT f16")).toBe(true);
    expect(matches(model!, model!.sha256!.slice(0, 8))).toBe(true);
    expect(matches({ ...model!, tags: ["german"] }, "german")).toBe(true);
    expect(matches(model!, "support q8")).toBe(false);
    expect(matches(model!, "")).toBe(true);
  });

  it("moves over families and their models, past those of a closed one, and stops at the ends", () => {
    const groups = families([fakeModel("a-v1"), fakeModel("b-v1")]);
    const keys = rowKeys(groups, new Set(["a"]));
    expect(keys).toEqual([familyKey("a"), familyKey("b"), "mdl_b-v1"]);
    expect([neighbour(keys, familyKey("a"), 1), neighbour(keys, "mdl_b-v1", 1), neighbour(keys, undefined, 1), neighbour([], undefined, -1)]).toEqual([familyKey("b"), "mdl_b-v1", familyKey("a"), undefined]);
  });

  it("offers neither the retired nor what is no model by itself, and still asks a retired one by its name", () => {
    const models = [fakeModel("a", { isRetired: true }), fakeModel("b", { kind: "adapter" }), fakeModel("c")];
    expect(offered(models).map(({ name }) => name)).toEqual(["c"]);
    expect(chooseTargets([null, "a"], models)).toEqual(["c", "a"]);
  });

  it("knows the other versions of a family", () => {
    const models = [fakeModel("a-v1"), fakeModel("a-v2"), fakeModel("a-v3", { kind: "adapter" }), fakeModel("b-v1")];
    expect(siblings(models, models[0]!).map(({ name }) => name)).toEqual(["a-v2"]);
  });
});

describe("what a model needs in memory", () => {
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

  it("is drawn in parts that come to the whole", () => {
    const parts = partsOf({ weightsBytes: 80, repackedBytes: 20, kvCacheBytes: 30, computeBytes: 10, overheadBytes: 5 });
    expect(parts.map(({ key, bytes }) => [key, bytes])).toEqual([["weights", 100], ["kv", 30], ["buf", 10], ["other", 5]]);
  });

  it("is said in percent of what was measured", () => {
    const measured = { bytes: 200, at: 0 };
    expect(differenceWords(estimateError({ totalBytes: 190, measured })!)).toBe("estimate 5.0% lower");
    expect(differenceWords(estimateError({ totalBytes: 221, measured })!)).toBe("estimate 10.5% higher");
    expect(estimateError({ totalBytes: 1, measured: null })).toBeNull();
  });
});

describe("the form of a model's settings", () => {
  const draft = draftOf(defaultModelSettings);

  it("reads empty fields as automatic and numbers with separators", () => {
    expect(readDraft({ ...draft, gpu: "off", contextTokens: "4,096", slots: "3", keepAliveMinutes: "2.5" })).toEqual({ settings: { ...defaultModelSettings, gpu: "off", contextTokens: 4096, slots: 3, keepAliveMinutes: 2.5 } });
    expect(readDraft(draft)).toEqual({ settings: defaultModelSettings });
  });

  it("names each field that is wrong", () => {
    expect(readDraft({ ...draft, threads: "0", contextTokens: "many", slots: "", replicas: "65" })).toEqual({ problems: { threads: "A whole number from 1 to 512.", contextTokens: "A whole number from 64 to 10,000,000.", slots: "A whole number from 1 to 64.", replicas: "A whole number from 1 to 64." } });
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

describe("a notice of how a model runs", () => {
  const notice: ModelNotice = { kind: "on-cpu", what: "On the processor", why: "No layer is on the GPU.", fix: "Free its memory." };
  const withNotice = (model: Model): Model => (model.runtime.state === "loaded" ? { ...model, runtime: { ...model.runtime, notices: [notice] } } : model);

  it("is told once, and again after the model was loaded anew", () => {
    const model = loaded(fakeModel("a"));
    expect(newNotices([withNotice(model)], [model])).toMatchObject([{ notice: { kind: "on-cpu" } }]);
    expect(newNotices([withNotice(model)], [withNotice(model)])).toEqual([]);
    expect(newNotices([withNotice(model)], [fakeModel("a")])).toHaveLength(1);
    expect(newNotices([fakeModel("a")], [withNotice(model)])).toEqual([]);
  });
});
