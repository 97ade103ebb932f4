import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import { AppError } from "../../../../shared/errors.ts";
import { createChanges } from "../../../../shared/rpc/changes.ts";
import type { BenchRequest, BenchResult, BestReplicas, Machine } from "../../../../shared/schemas/bench.ts";
import type { ModelSettings } from "../../../../shared/schemas/model.ts";
import type { Jobs } from "../../jobs/jobs.ts";
import type { Library, StoredModel } from "../libraryApi.ts";
import type { LlamaProcess } from "../llamaProcess.ts";
import { loadSettings } from "../loadSettings.ts";
import type { BenchStore } from "./benchStore.ts";
import { bestReplicas } from "./bestReplicas.ts";
import { runBench } from "./runBench.ts";
import type { SpeedRecords } from "./speedRecords.ts";

type Parts = {
  store: BenchStore;
  records: SpeedRecords;
  jobs: Pick<Jobs, "start">;
  library: Pick<Library, "get" | "resolve" | "checkFile" | "onChange">;
  start: () => LlamaProcess;
  /** The GPU for models that say `auto`. */
  gpu: () => ModelSettings["gpu"];
  machine: Machine;
  now: () => number;
};

/** Measures models in processes of their own, one model at a time, and knows what was measured. */
export function createBench({ store, records, jobs, library, start, gpu, machine, now }: Parts) {
  let isRunning = false;

  async function measure(request: BenchRequest, { id, name }: StoredModel, signal: AbortSignal, report: (done: number, total: number) => void): Promise<void> {
    const startedAt = now();
    const model = await hashed(id, signal);
    const path = await library.checkFile(model.id, signal);
    const settings = { ...loadSettings(model, gpu()), promptLookup: false };
    const run = await runBench(request, { name, path, settings, contextLength: model.contextLength, cores: machine.cores }, { start, report }, signal);
    const { engine, backend, devices, gpuLayers, layers } = run.runtime;
    const result: BenchResult = {
      id: `bench_${randomUUID()}`, at: startedAt, durationMs: now() - startedAt, modelSha256: model.sha256, modelName: name, quantization: model.quantization, machine,
      engine, backend, devices, gpuLayers, layers, contextTokens: run.contextTokens, isQuick: request.quick ?? false, figures: run.figures, best: bestReplicas(run.figures),
    };
    store.add(result);
    for (const { replicas, streams, threads, depthTokens, generationTokensPerSecond } of run.figures)
      if (replicas === 1 && streams === 1 && generationTokensPerSecond !== null) records.note({ modelSha256: model.sha256, backend, gpuLayers, threads, depthTokens }, generationTokensPerSecond);
  }

  /** The model once its hash is known: figures are kept by it. */
  async function hashed(id: string, signal: AbortSignal): Promise<StoredModel & { sha256: string }> {
    const changes = createChanges();
    const stop = library.onChange(changes.notify);
    try {
      for await (const _ of changes.each(signal)) {
        const model = library.get(id);
        if (model.sha256 !== null) return { ...model, sha256: model.sha256 };
        // A file that went away, or whose hash was given up, would else be waited for without end; this says so, or hashes it again.
        if (model.fileState !== "hashing") await library.checkFile(id, signal);
      }
      throw new AppError("cancelled", "Cancelled.");
    } finally {
      stop();
    }
  }

  return {
    /** Starts the job. A file that is not in the library is imported where it lies. Throws `busy` while another bench runs: they would slow each other. */
    async bench(request: BenchRequest): Promise<{ jobId: string }> {
      if (isRunning) throw new AppError("busy", "Another bench is running, and two at once would slow each other.", { fix: "Wait until it has ended, or cancel it." });
      isRunning = true;
      try {
        const model = request.id === undefined ? await library.resolve(resolve(request.path!)) : library.get(request.id);
        const job = jobs.start({ kind: "bench", title: `Measuring ${model.name}`, subject: model.id }, async (signal, report) => {
          try {
            await measure(request, model, signal, (done, total) => report({ done, total, unit: "measurements" }));
          } finally {
            isRunning = false;
          }
        });
        return { jobId: job.id };
      } catch (error) {
        isRunning = false;
        throw error;
      }
    },

    /** Newest first. */
    benches({ id }: { id?: string | undefined }): BenchResult[] {
      if (id === undefined) return store.list();
      const { sha256 } = library.get(id);
      return sha256 === null ? [] : store.list(sha256);
    },

    /** What the newest bench of the model on this machine found best for many answers at once; null where none was measured. */
    bestReplicas(modelId: string): BestReplicas | null {
      const { sha256 } = library.get(modelId);
      return sha256 === null ? null : (store.listHere(sha256, machine.fingerprint).find(({ best }) => best !== null)?.best ?? null);
    },
  };
}
export type Bench = ReturnType<typeof createBench>;
