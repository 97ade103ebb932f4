import { availableParallelism } from "node:os";
import { join } from "node:path";
import { root } from "../e2e/environments.ts";
import { openCore } from "./coreContender.ts";
import { openPlainLlama } from "./plainContender.ts";
import type { PlainAnswer } from "./plainQuestion.ts";
import { interleaved, median, summary } from "./rounds.ts";
import { openWindow } from "./windowContender.ts";

const rounds = Number(process.env["TAPEDECK_BENCH_ROUNDS"] ?? 11);
const seedsARound = 3;
const shortestAnswer = 1000;

/** Tokens per second of whole answers, from the question to the end, as medians of interleaved rounds. */
export async function measureSpeed(): Promise<void> {
  const plain = await openPlainLlama(join(root, "resources/models/demo-support-v2.Q8_0.gguf"), Math.max(1, availableParallelism() - 1));
  const seeds = await longSeeds(plain.ask);
  const core = await openCore();
  const window = await openWindow();
  const speedOf = (ask: (seed: number) => Promise<PlainAnswer>) => async () => {
    const answers: PlainAnswer[] = [];
    for (const seed of seeds) answers.push(await ask(seed));
    return answers.reduce((sum, { tokens }) => sum + tokens, 0) / (answers.reduce((sum, { ms }) => sum + ms, 0) / 1000);
  };
  const results = await interleaved([
    { name: "plain node-llama-cpp", measure: speedOf(plain.ask) },
    { name: "core, recording, WebSocket", measure: speedOf(core.ask) },
    { name: "Electron window", measure: speedOf(window.ask) },
  ], rounds);
  plain.close();
  await core.close();
  await window.close();

  const base = results.get("plain node-llama-cpp")!;
  console.log(`Tokens per second on demo-support-v2 Q8_0, ${rounds} interleaved rounds of ${seedsARound} answers: median (lowest to highest); ratio: median of the rounds' ratios`);
  for (const [name, values] of results) {
    const ratio = median(values.map((value, round) => value / base[round]!));
    console.log(`  ${name.padEnd(28)} ${summary(values).padEnd(24)} ratio ${ratio.toFixed(3)}`);
  }
}

/** Seeds whose answers are long. */
async function longSeeds(ask: (seed: number) => Promise<PlainAnswer>): Promise<number[]> {
  const seeds: number[] = [];
  for (let seed = 1; seeds.length < seedsARound; seed++) if ((await ask(seed)).tokens >= shortestAnswer) seeds.push(seed);
  return seeds;
}
