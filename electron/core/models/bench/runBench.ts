import type { BenchFigure, BenchRequest } from "../../../../shared/schemas/bench.ts";
import type { LoadSettings } from "../../../../shared/llama.ts";
import type { Runtime } from "../../../../shared/schemas/model.ts";
import type { LlamaProcess } from "../llamaProcess.ts";
import { benchPlan, type Measurement, type PlanFacts, type Stage } from "./benchPlan.ts";
import { measure, type Rates } from "./measure.ts";
import { median } from "./median.ts";
import { createPrompts } from "./prompts.ts";
import { withReplicas } from "./withReplicas.ts";

type Subject = { name: string; path: string; settings: LoadSettings; contextLength: number; cores: number };
type Parts = { start: () => LlamaProcess; report: (done: number, total: number) => void };
export type BenchRun = { runtime: Runtime; contextTokens: number; figures: BenchFigure[] };

const rounds = 3;
/** A slow model's measurement is not repeated beyond this. */
const longEnoughMs = 15_000;

/** Measures a model in processes of its own, stage by stage. Throws what keeps it from loading, and when `signal` aborts. */
export async function runBench(request: BenchRequest, subject: Subject, { start, report }: Parts, signal: AbortSignal): Promise<BenchRun> {
  const figures: BenchFigure[] = [];
  const facts: Omit<PlanFacts, "isOnCpu"> = { contextLength: subject.contextLength, threads: subject.settings.threads, cores: subject.cores };
  const mostRounds = request.quick ? 1 : rounds;

  async function runStage(stage: Stage, done: number, total: (runtime: Runtime) => number): Promise<Runtime> {
    const settings = { ...subject.settings, threads: stage.threads, slots: stage.slots, contextTokens: stage.contextTokens };
    return withReplicas({ start, name: subject.name, path: subject.path, settings, count: stage.replicas }, signal, async (replicas, runtime) => {
      const models = replicas.map(({ client }) => client.model);
      const promptFor = await createPrompts(models[0]!, signal);
      // The first answer of a process also pays for what is set up on first use.
      await measure(models, { ...stage.measurements[0]!, streams: stage.replicas, promptTokens: 2, answerTokens: 2 }, promptFor, signal);
      for (const [n, measurement] of stage.measurements.entries()) {
        const rates = await inRounds(mostRounds, () => measure(models, measurement, promptFor, signal));
        figures.push({ ...figureOf(stage, measurement, rates), memoryBytes: await memoryOf(models, signal) });
        report(done + n + 1, total(runtime));
      }
      return runtime;
    });
  }

  // Whether a GPU takes part is known when it is loaded, and decides on the rest.
  const planFor = (isOnCpu: boolean) => benchPlan(request, { ...facts, isOnCpu });
  const isOnCpu = ({ backend, gpuLayers }: Runtime) => backend === "cpu" || gpuLayers === 0;
  const count = (stages: Stage[]) => stages.reduce((sum, { measurements }) => sum + measurements.length, 0);
  const [first] = planFor(true);
  const runtime = await runStage(first!, 0, (loaded) => count(planFor(isOnCpu(loaded))));
  const plan = planFor(isOnCpu(runtime));
  for (const [n, stage] of plan.entries()) if (n > 0) await runStage(stage, count(plan.slice(0, n)), () => count(plan));
  return { runtime, contextTokens: first!.contextTokens, figures };
}

async function inRounds(most: number, once: () => Promise<Rates>): Promise<Rates[]> {
  const startedAt = performance.now();
  const all: Rates[] = [];
  while (all.length < most && (all.length === 0 || performance.now() - startedAt < longEnoughMs)) all.push(await once());
  return all;
}

function figureOf({ replicas, threads }: Stage, { series, streams, depthTokens, batchTokens }: Measurement, rates: Rates[]): Omit<BenchFigure, "memoryBytes"> {
  const medianOf = (values: (number | null)[]) => (values.some((value) => value === null) ? null : median(values as number[]));
  return {
    series, replicas, threads, streams, depthTokens, batchTokens,
    promptTokensPerSecond: medianOf(rates.map((each) => each.promptTokensPerSecond)),
    generationTokensPerSecond: medianOf(rates.map((each) => each.generationTokensPerSecond)),
    firstTokenMs: median(rates.map((each) => each.firstTokenMs)),
  };
}

async function memoryOf(models: LlamaProcess["client"]["model"][], signal: AbortSignal): Promise<number> {
  const all = await Promise.all(models.map((model) => model.memory({}, signal)));
  return all.reduce((sum, { residentBytes }) => sum + residentBytes, 0);
}
