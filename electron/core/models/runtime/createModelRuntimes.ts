import type { Database } from "better-sqlite3";
import type { MemoryShape } from "../../../../shared/gguf/memoryShape.ts";
import type { Fit, FitRequest } from "../../../../shared/schemas/fit.ts";
import { createFit, createWeigher } from "../fit/createFit.ts";
import { machineMemory } from "../fit/machineMemory.ts";
import { createGpuDevices } from "../fit/gpuDevices.ts";
import type { Library, StoredModel } from "../libraryApi.ts";
import type { RuntimeParts } from "./loader.ts";
import { readGguf } from "../readGguf.ts";
import { createRuntimes, type Runtimes } from "../runtimes.ts";
import { createLoadRecords } from "./loadRecords.ts";

type Parts = Omit<RuntimeParts, "library" | "records"> & {
  db: Database;
  library: Library;
  /** The fingerprint of this machine: what worked on another says nothing here. */
  machine: string;
  now: () => number;
  bestReplicas: NonNullable<RuntimeParts["bestReplicas"]>;
};

const keptShapes = 64;

/** The runtimes with all they need to know of this machine: how loads went before, what models take, and what is free. */
export function createModelRuntimes({ db, machine, now, ...parts }: Parts): { runtimes: Runtimes; fit: (request: FitRequest) => Promise<Fit> } {
  const { library, gpu, bestReplicas } = parts;
  const records = createLoadRecords({ db, machine, now });
  const weigher = createWeigher({ library, shapeOf: shapesOf(library), gpuDevices: createGpuDevices(parts), gpu, bestReplicas, processor: process.arch });

  /** As on the processor where that fits: asking for GPUs takes a process and its time. */
  async function needOf(model: StoredModel): Promise<number> {
    const { weigh } = await weigher(model, { ...model.settings, gpuLayers: 0 });
    const onProcessor = weigh({ ...model.settings, gpuLayers: 0 }).need.inMemoryBytes;
    if (onProcessor <= machineMemory().freeBytes) return onProcessor;
    return (await weigher(model, model.settings)).weigh(model.settings).need.inMemoryBytes;
  }

  const runtimes = createRuntimes({ ...parts, records, memory: { needOf, freeBytes: () => machineMemory().freeBytes } });
  return { runtimes, fit: createFit({ library, memory: machineMemory, weigher, records, runtimes }) };
}

/** A model's bytes do not change, so its header is read once. */
function shapesOf(library: Pick<Library, "pathOf">): (model: StoredModel) => Promise<MemoryShape> {
  const shapes = new Map<string, Promise<MemoryShape>>();
  return ({ id }) => {
    const known = shapes.get(id);
    if (known) return known;
    const shape = readGguf(library.pathOf(id)).then(({ memory }) => memory);
    shape.catch(() => shapes.delete(id));
    shapes.set(id, shape);
    if (shapes.size > keptShapes) shapes.delete(shapes.keys().next().value!);
    return shape;
  };
}
