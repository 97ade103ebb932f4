import type { ChartContent, ChartSeries } from "../../../components/chart/chartData.ts";
import type { BenchFigure, BenchResult } from "../../../../shared/schemas/bench.ts";
import { formatBackend } from "../../../format.ts";
import { formatDay } from "../../../formatTime.ts";

export type Measure = "generation" | "prompt" | "firstToken";
export const measures: readonly { value: Measure; label: string }[] = [
  { value: "generation", label: "Generation" },
  { value: "prompt", label: "Prompt" },
  { value: "firstToken", label: "First token" },
];
const titles: Record<Measure, [title: string, axis: string]> = {
  generation: ["Generation speed by depth of the context, tok/s", "tok/s"],
  prompt: ["Speed of prompt evaluation by depth of the context, tok/s", "tok/s"],
  firstToken: ["Time to the first token by depth of the context, ms", "ms"],
};

export const valueOf = (figure: BenchFigure, measure: Measure): number | null => (measure === "generation" ? figure.generationTokensPerSecond : measure === "prompt" ? figure.promptTokensPerSecond : figure.firstTokenMs);

/** Speed over depth, one line a result: by the newest result of each model and machine, unless `every` is asked for. */
export function depthChart(results: readonly BenchResult[], measure: Measure, colorOf: (result: BenchResult, index: number) => string): ChartContent {
  const [title, yTitle] = titles[measure];
  const names = lineNames(results);
  const series = results
    .map((result, index): ChartSeries => ({ name: names[index]!, color: colorOf(result, index), isDashed: result.isQuick, points: pointsOf(result, measure) }))
    .filter(({ points }) => points.length > 0);
  return { title, xTitle: "tokens in the context", yTitle, series };
}

function pointsOf({ figures }: BenchResult, measure: Measure) {
  return figures
    .filter(({ series }) => series === "depth")
    .flatMap((figure) => {
      const y = valueOf(figure, measure);
      return y === null ? [] : [{ x: figure.depthTokens, y }];
    })
    .sort((a, b) => a.x - b.x);
}

/** The newest result of each model on each machine and backend. */
export function newestOfEach(results: readonly BenchResult[]): BenchResult[] {
  return [...Map.groupBy(results, ({ modelSha256, machine, backend }) => `${modelSha256} ${machine.fingerprint} ${backend}`).values()].map((group) => group.toSorted((a, b) => b.at - a.at)[0]!);
}

/** A name for each line: the model, and machine and day as far as they tell lines apart. */
export function lineNames(results: readonly BenchResult[]): string[] {
  const machines = new Set(results.map(({ machine }) => machine.fingerprint)).size;
  const base = results.map(({ modelName, machine, backend, isQuick }) => [modelName, machines > 1 && machine.cpu, backend !== "cpu" && formatBackend(backend), isQuick && "quick"].filter(Boolean).join(", "));
  const withDay = base.map((name, index) => (base.indexOf(name) === base.lastIndexOf(name) ? name : `${name}, ${formatDay(results[index]!.at, "local")}`));
  return withDay.map((name, index) => (withDay.indexOf(name) === withDay.lastIndexOf(name) ? name : `${name}, run ${withDay.slice(0, index + 1).filter((each) => each === name).length}`));
}

/** The best single stream at the shallowest depth: what a result is remembered by. */
export function headline({ figures }: BenchResult): number | null {
  const shallow = figures.filter(({ series, generationTokensPerSecond }) => series === "depth" && generationTokensPerSecond !== null).toSorted((a, b) => a.depthTokens - b.depthTokens)[0];
  return shallow?.generationTokensPerSecond ?? null;
}

/** A run at under half of the record is flagged. */
export const flagBelow = 0.5;

/** The record of the same model on the same machine and backend, where `result` is far below it; else null. */
export function recordMissed(result: BenchResult, all: readonly BenchResult[]): number | null {
  const own = headline(result);
  if (own === null) return null;
  const alike = all.filter((each) => each.modelSha256 === result.modelSha256 && each.machine.fingerprint === result.machine.fingerprint && each.backend === result.backend);
  const record = Math.max(...alike.map((each) => headline(each) ?? 0));
  return own < record * flagBelow ? record : null;
}
