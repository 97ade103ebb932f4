import { describe, expect, it } from "vitest";
import { addNeeds, estimateMemory, type MemoryChoice } from "../../../shared/gguf/estimate.ts";
import type { MemoryShape } from "../../../shared/gguf/memoryShape.ts";

const shape: MemoryShape = {
  layerBytes: [100e6, 100e6, 100e6, 100e6], inputBytes: 50e6, outputBytes: 60e6, repackedBytes: { x64: 200e6, arm64: 300e6 },
  keyElements: [512, 512, 512, 512], valueElements: [512, 512, 512, 512], windowTokens: [0, 0, 0, 0],
  vocabularyTokens: 32_000, vocabularyPieces: 60_000, embeddingWidth: 2048, feedForwardWidth: 8192,
};
const choice: MemoryChoice = { contextTokens: 4096, slots: 2, kvType: "f16", gpuLayers: 0, replicas: 1, processor: "x64" };
const weigh = (more: Partial<MemoryChoice>, of = shape) => estimateMemory(of, { ...choice, ...more });

describe("the memory of a model", () => {
  it("has a KV cache of layers × cells × (keys + values), for every slot, in its type", () => {
    expect(weigh({}).parts.kvCacheBytes).toBe(4 * 4096 * 2 * 1024 * 2);
    expect(weigh({ kvType: "q8_0" }).parts.kvCacheBytes).toBe(4 * 4096 * 2 * 1024 * (34 / 32));
    expect(weigh({ contextTokens: 4097 }).parts.kvCacheBytes).toBe(4 * 4352 * 2 * 1024 * 2);
  });

  it("has less of it where layers look back a window only", () => {
    const windowed = { ...shape, windowTokens: [512, 512, 512, 0] };
    expect(weigh({}, windowed).parts.kvCacheBytes).toBe((3 * 1024 + 4096) * 2 * 1024 * 2);
  });

  it("counts the file once for all replicas, and all else for each", () => {
    const [one, two] = [weigh({}), weigh({ replicas: 2 })];
    expect(two.parts).toEqual({ ...Object.fromEntries(Object.entries(one.parts).map(([part, bytes]) => [part, 2 * bytes])), weightsBytes: one.parts.weightsBytes });
  });

  it("keeps repacked weights a second time, as far as the processor has them", () => {
    expect([weigh({}), weigh({ processor: "arm64" }), weigh({ processor: "riscv64" }), weigh({ gpuLayers: 5 })].map(({ parts }) => parts.repackedBytes)).toEqual([200e6, 300e6, 0, 0]);
  });

  it("goes to the GPU layer by layer, the output first and the token embedding never", () => {
    expect(weigh({ gpuLayers: 0 }).onGpuBytes).toBe(0);
    const onGpu = (gpuLayers: number) => weigh({ gpuLayers, contextTokens: 256, slots: 1 }).onGpuBytes;
    const perLayer = 100e6 + 256 * 1024 * 2;
    expect(onGpu(2) - onGpu(1)).toBe(perLayer);
    expect(onGpu(5) - onGpu(1)).toBe(4 * perLayer);
    expect(weigh({ gpuLayers: 5 }).inMemoryBytes).toBeLessThan(weigh({ gpuLayers: 4 }).inMemoryBytes);
    expect(weigh({ gpuLayers: 5 }).inMemoryBytes).toBeGreaterThan(shape.inputBytes);
    expect(onGpu(99)).toBe(onGpu(5));
  });

  it("is the sum of both where a draft model lies beside it", () => {
    const both = addNeeds(weigh({}), weigh({ isBeside: true }));
    expect(both.totalBytes).toBe(2 * weigh({}).totalBytes - 32e6);
    expect(both.totalBytes).toBe(Object.values(both.parts).reduce((sum, bytes) => sum + bytes, 0));
  });

  it("is a number also for values that make no sense", () => {
    const odd = { ...shape, keyElements: [NaN, Infinity, -5, 1e300], embeddingWidth: NaN };
    expect(Object.values(weigh({}, odd).parts).every((bytes) => Number.isSafeInteger(bytes) && bytes >= 0)).toBe(true);
  });
});
