import { describe, expect, it } from "vitest";
import { createFit, createWeigher } from "../../../electron/core/models/fit/createFit.ts";
import type { GpuDevices } from "../../../electron/core/models/fit/gpuDevices.ts";
import { onCpuNotice } from "../../../electron/core/models/runtime/modelNotices.ts";
import type { MemoryShape } from "../../../shared/gguf/memoryShape.ts";
import { defaultModelSettings, type ModelSettings, type Runtime } from "../../../shared/schemas/model.ts";
import { oneModelLibrary } from "../../helpers/oneModelLibrary.ts";

const layers = 32;
const each = <T>(value: T) => Array.from({ length: layers }, () => value);
/** As an 8 B model in 4 bits has it. */
const shape: MemoryShape = {
  layerBytes: each(130e6), inputBytes: 300e6, outputBytes: 430e6, repackedBytes: { x64: 0, arm64: 0 }, keyElements: each(1024), valueElements: each(1024), windowTokens: each(0),
  vocabularyTokens: 128_256, vocabularyPieces: 400_000, embeddingWidth: 4096, feedForwardWidth: 14_336,
};
const noGpu: GpuDevices = { names: [], freeBytes: 0, totalBytes: 0 };

function open({ freeBytes = 8e9, reclaimableBytes = 0, ownBytes = 0, devices = noGpu } = {}) {
  const { library } = oneModelLibrary("/models/demo.gguf", async () => ({ template: null, bosToken: "", eosToken: "" }), { contextLength: 131_072 });
  const weigher = createWeigher({ library, shapeOf: async () => shape, gpuDevices: async (gpu) => (gpu === "off" ? noGpu : devices), gpu: () => "auto", bestReplicas: () => null, processor: "x64" });
  const fit = createFit({ library, memory: () => ({ freeBytes, totalBytes: 32e9 }), weigher, records: { measured: () => null, lastGood: () => null }, runtimes: { reclaimableBytes: () => reclaimableBytes, ownBytes: () => ownBytes } });
  const { id } = library.list()[0]!;
  return (settings: Partial<ModelSettings> = {}) => fit({ id, settings: { ...defaultModelSettings, slots: 1, threads: 1, ...settings } });
}

describe("whether a model fits", () => {
  it("is told before loading, with every choice made and both numbers", async () => {
    expect(await open()()).toMatchObject({ verdict: "fits", resolved: { contextTokens: 8192, slots: 1, replicas: 1, threads: 1, gpuLayers: 0, layers: 33 }, suggestions: [], measured: null, places: [{ name: "memory", freeBytes: 8e9, totalBytes: 32e9 }] });
    const tight = await open({ freeBytes: 5e9, reclaimableBytes: 3e9 })();
    expect(tight).toMatchObject({ verdict: "after-unloading", reason: expect.stringMatching(/^It needs 6\.\d GB of memory, and 5\.0 GB are free; unloading idle models frees 3\.0 GB\.$/) });
    expect(await open({ freeBytes: 5e9, ownBytes: 3e9 })()).toMatchObject({ verdict: "fits" });
    expect(await open({ freeBytes: 1e9 })()).toMatchObject({ verdict: "too-large", suggestions: [] });
  });

  it("comes with other settings that do, each with one change where one is enough", async () => {
    const fit = open();
    const { verdict, suggestions } = await fit({ contextTokens: 65_536, slots: 4 });
    expect(verdict).toBe("too-large");
    expect(suggestions.length).toBeGreaterThan(0);
    for (const { settings } of suggestions) expect((await fit(settings)).verdict).toBe("fits");
    const [largest] = suggestions;
    expect(largest!.what).toMatch(/^A context of [\d,]+ tokens$/);
    expect((await fit({ ...largest!.settings, contextTokens: largest!.settings.contextTokens! + 256 })).verdict).toBe("too-large");
    expect((await fit({ slots: 2 })).suggestions).toEqual([]);
    expect((await open({ freeBytes: 6.5e9 })({ slots: 2 })).suggestions.map(({ what }) => what)).toEqual([expect.stringMatching(/^A context/), "One slot", "A cache in 8 bits (q8_0)"]);
  });

  it("names the GPU, and puts as many layers on it as fit", async () => {
    const devices = { names: ["NVIDIA RTX 4060"], freeBytes: 4e9, totalBytes: 8e9 };
    const half = await open({ devices })();
    expect(half.verdict).toBe("fits");
    expect(half.resolved.gpuLayers).toBeGreaterThan(10);
    expect(half.resolved.gpuLayers).toBeLessThan(30);
    expect(half.places[1]).toMatchObject({ name: "NVIDIA RTX 4060", freeBytes: 4e9 });
    const all = await open({ devices })({ gpuLayers: 33 });
    expect(all).toMatchObject({ verdict: "too-large", reason: expect.stringContaining("of NVIDIA RTX 4060") });
    expect(all.suggestions.map(({ what }) => what)).toContain(`${half.resolved.gpuLayers} of 33 layers on the GPU`);
    expect((await open({ devices })({ gpu: "off" })).resolved.gpuLayers).toBe(0);
  });
});

describe("a model that runs on the processor", () => {
  const runtime: Runtime = { pid: 1, engine: "", backend: "cpu", devices: [], gpuLayers: 0, layers: 33, threads: 1, contextTokens: 4096, slots: 1, kvType: "f16" };
  const auto = { gpu: "auto" as const, gpuLayers: null };

  it("is a matter for an alert where a GPU is there or was there before, and for none where nobody asked for one", () => {
    expect(onCpuNotice(auto, runtime, true)).toMatchObject({ kind: "on-cpu", why: expect.stringContaining("finds none now") });
    expect(onCpuNotice(auto, { ...runtime, backend: "vulkan", devices: ["Card"] }, false)).toMatchObject({ kind: "on-cpu", why: "None of its 33 layers fits into the free memory of Card." });
    expect(onCpuNotice({ gpu: "vulkan", gpuLayers: null }, runtime, false)).not.toBeNull();
    expect(onCpuNotice(auto, runtime, false)).toBeNull();
    expect(onCpuNotice({ gpu: "off", gpuLayers: null }, runtime, true)).toBeNull();
    expect(onCpuNotice({ gpu: "auto", gpuLayers: 0 }, runtime, true)).toBeNull();
    expect(onCpuNotice(auto, { ...runtime, gpuLayers: 4 }, true)).toBeNull();
  });
});
