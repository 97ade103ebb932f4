import type { MemoryShape } from "../../../../shared/gguf/memoryShape.ts";
import type { Fit, FitRequest, MemoryPlace } from "../../../../shared/schemas/fit.ts";
import type { ModelSettings } from "../../../../shared/schemas/model.ts";
import type { Library, StoredModel } from "../libraryApi.ts";
import type { LoadRecords } from "../runtime/loadRecords.ts";
import type { ReplicaPlan } from "../runtime/replicaPlan.ts";
import type { Runtimes } from "../runtimes.ts";
import { gigabytes } from "./gigabytes.ts";
import type { GpuDevices } from "./gpuDevices.ts";
import { suggest } from "./suggest.ts";
import { weighModel, type Weighed } from "./weighModel.ts";

type Parts = {
  library: Pick<Library, "get">;
  /** Read from the file's header. Throws as `import` does. */
  shapeOf: (model: StoredModel) => Promise<MemoryShape>;
  gpuDevices: (gpu: ModelSettings["gpu"]) => Promise<GpuDevices>;
  memory: () => { freeBytes: number; totalBytes: number };
  gpu: () => ModelSettings["gpu"];
  bestReplicas: (modelId: string) => ReplicaPlan | null;
  processor: string;
};

/** Says what models take before they are loaded. */
export function createWeigher({ library, shapeOf, gpuDevices, gpu, bestReplicas, processor }: Omit<Parts, "memory">) {
  /** Gives what any settings of the model take. */
  return async function weigher(model: StoredModel, settings: ModelSettings): Promise<{ weigh: (settings: ModelSettings) => Weighed; devices: GpuDevices }> {
    const backend = settings.gpu === "auto" ? gpu() : settings.gpu;
    const { draftModelId } = settings;
    const [shape, draft, devices] = await Promise.all([
      shapeOf(model),
      draftModelId === null ? null : shapeOf(library.get(draftModelId)),
      gpuDevices(settings.gpuLayers === 0 ? "off" : backend),
    ]);
    const weighing = { shape, draft, contextLength: model.contextLength, gpu: gpu(), devices, measuredReplicas: bestReplicas(model.id), processor };
    return { devices, weigh: (each) => weighModel(each, weighing) };
  };
}
export type Weigher = ReturnType<typeof createWeigher>;

type FitParts = Pick<Parts, "library" | "memory"> & { weigher: Weigher; records: Pick<LoadRecords, "measured" | "lastGood">; runtimes: Pick<Runtimes, "reclaimableBytes" | "ownBytes"> };

/** Whether a model fits into memory now, and what would. What the model itself takes already counts as free: it is loaded anew. */
export function createFit({ library, memory, weigher, records, runtimes }: FitParts) {
  return async function fit({ id, settings: given }: FitRequest): Promise<Fit> {
    const model = library.get(id);
    const settings = given ?? model.settings;
    const { weigh, devices } = await weigher(model, settings);
    const { freeBytes: unusedBytes, totalBytes } = memory();
    const freeBytes = Math.min(totalBytes, unusedBytes + runtimes.ownBytes(model.id));
    const reclaimableBytes = runtimes.reclaimableBytes(model.id);
    const placesOf = ({ need }: Weighed): MemoryPlace[] => [
      { name: "memory", neededBytes: need.inMemoryBytes, freeBytes, totalBytes },
      ...(need.onGpuBytes > 0 ? [{ name: devices.names.join(", "), neededBytes: need.onGpuBytes, freeBytes: devices.freeBytes, totalBytes: devices.totalBytes }] : []),
    ];
    const verdictOf = (weighed: Weighed) => judge(placesOf(weighed), reclaimableBytes);
    const weighed = weigh(settings);
    const verdict = verdictOf(weighed);
    return {
      resolved: weighed.resolved,
      parts: weighed.need.parts,
      totalBytes: weighed.need.totalBytes,
      places: placesOf(weighed),
      reclaimableBytes,
      verdict,
      reason: reasonOf(placesOf(weighed), verdict, reclaimableBytes),
      suggestions: verdict === "fits" ? [] : suggest(settings, weigh, (other) => verdictOf(other) === "fits"),
      measured: records.measured(model.id, settings),
      lastGood: records.lastGood(model.id),
    };
  };
}

function judge(places: MemoryPlace[], reclaimableBytes: number): Fit["verdict"] {
  const short = places.filter(({ neededBytes, freeBytes }) => neededBytes > (freeBytes ?? Infinity));
  if (short.length === 0) return "fits";
  return short.every(({ neededBytes, freeBytes }) => neededBytes <= freeBytes! + reclaimableBytes) ? "after-unloading" : "too-large";
}

function reasonOf(places: MemoryPlace[], verdict: Fit["verdict"], reclaimableBytes: number): string {
  const tightest = places.toSorted((a, b) => a.freeBytes! - a.neededBytes - (b.freeBytes! - b.neededBytes))[0]!;
  const numbers = `It needs ${gigabytes(tightest.neededBytes)} of ${tightest.name}, and ${gigabytes(tightest.freeBytes!)} are free`;
  return verdict === "after-unloading" ? `${numbers}; unloading idle models frees ${gigabytes(reclaimableBytes)}.` : `${numbers}.`;
}
