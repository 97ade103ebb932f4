import { resolve } from "node:path";
import type { CoreContract } from "../../../shared/contract.ts";
import { AppError, fromFailure, type Failure } from "../../../shared/errors.ts";
import type { Client } from "../../../shared/rpc/contract.ts";
import type { BenchFigure, BenchResult } from "../../../shared/schemas/bench.ts";
import { connectToCore } from "../connectToCore.ts";
import type { Context } from "../context.ts";
import { formatBytes } from "../format.ts";

/** Measures a model file and prints the figures. Ctrl-C ends the job. */
export async function benchModel(file: string, { quick }: { quick?: boolean }, { output, signal, dataFolder }: Context): Promise<number> {
  const { core, close } = await connectToCore(await dataFolder(), signal);
  try {
    const { jobId } = await core.models.bench({ path: resolve(file), quick }, signal);
    await ended(core, jobId, output.note, signal);
    const { subject, startedAt } = (await core.jobs.cancel({ id: jobId }, signal));
    const result = (await core.models.benches({ id: subject! }, signal)).find(({ at }) => at >= startedAt);
    if (!result) throw new AppError("internal", "The bench has ended, and its figures are not known.");
    if (output.isJson) await output.document(result);
    else for (const line of linesOf(result)) await output.line(line);
    return 0;
  } finally {
    await close();
  }
}

async function ended(core: Client<CoreContract>, jobId: string, note: (text: string) => void, signal: AbortSignal): Promise<void> {
  let shown = "";
  try {
    for await (const jobs of core.jobs.watch({}, signal)) {
      const job = jobs.find(({ id }) => id === jobId);
      if (job?.state === "running") {
        const text = job.progress ? `${job.progress.done} of ${job.progress.total} ${job.progress.unit}` : "";
        if (text !== shown && process.stderr.isTTY) note(text);
        shown = text;
        continue;
      }
      if (job?.error) throw fromFailure(job.error as Failure);
      if (job?.state !== "done") throw new AppError("cancelled", `The bench was ${job?.state ?? "forgotten"}.`);
      return;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  await core.jobs.cancel({ id: jobId });
  throw new AppError("cancelled", "Cancelled.");
}

function linesOf({ modelName, quantization, machine, engine, backend, devices, gpuLayers, layers, figures, best }: BenchResult): string[] {
  const place = backend === "cpu" ? "CPU" : `${backend} ${devices.join(", ")}, ${gpuLayers} of ${layers} layers`;
  return [
    `${modelName} ${quantization} on ${machine.cpu}, ${machine.cores} cores, ${place}; ${engine}`,
    ["series", "replicas", "threads", "streams", "depth", "batch", "prompt tok/s", "answer tok/s", "first token", "memory"].map((name, column) => (column === 0 ? name.padEnd(9) : name.padStart(14))).join(""),
    ...figures.map(lineOf),
    ...(best ? [`Best for ${best.streams} answers at once: ${best.replicas} ${best.replicas === 1 ? "replica" : "replicas"} with ${best.threads} ${best.threads === 1 ? "thread" : "threads"} each, ${best.tokensPerSecond.toFixed(0)} tok/s together.`] : []),
  ];
}

function lineOf(figure: BenchFigure): string {
  const speed = (value: number | null) => (value === null ? "" : value.toFixed(1));
  const { replicas, threads, streams, depthTokens, batchTokens, firstTokenMs, memoryBytes } = figure;
  const rest = [replicas, threads, streams, depthTokens, batchTokens, speed(figure.promptTokensPerSecond), speed(figure.generationTokensPerSecond), `${firstTokenMs.toFixed(0)} ms`, memoryBytes === null ? "" : formatBytes(memoryBytes)];
  return figure.series.padEnd(9) + rest.map((value) => String(value).padStart(14)).join("");
}
