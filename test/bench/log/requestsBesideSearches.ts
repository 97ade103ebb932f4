import { fileURLToPath } from "node:url";
import { createGateway } from "../../../electron/core/gateway/gateway.ts";
import { createTemplateRenderer } from "../../../electron/core/gateway/templateRenderer.ts";
import { createRuntimes } from "../../../electron/core/models/runtimes.ts";
import { openTestLog } from "../../helpers/openTestLog.ts";
import { oneModelLibrary } from "../../helpers/oneModelLibrary.ts";
import { scriptedLlama } from "../../helpers/scriptedLlama.ts";
import { median } from "../rounds.ts";
import { percentile, timesOf } from "./times.ts";

const rounds = 7;
const requestsPerRound = 200;
const never = new AbortController().signal;

/**
 * How long a request through gateway and log takes whose answer is there at once, alone and while ranked searches run without a break, in
 * turn. What is asked is taken out again afterwards, so that the log stays as it is.
 */
export async function measureRequestsBesideSearches({ dataFolder, now, words }: { dataFolder: string; now: number; words: readonly string[] }): Promise<void> {
  const log = await openTestLog(dataFolder, () => now);
  const { library } = oneModelLibrary("/models/demo.gguf", async () => ({ template: null, bosToken: "<s>", eosToken: "</s>" }));
  const runtimes = createRuntimes({ library, start: scriptedLlama({ answer: ["On its way."] }).start, gpu: () => "off" });
  const renderer = createTemplateRenderer({ workerEntry: fileURLToPath(new URL("../../../electron/core/template.worker.ts", import.meta.url)) });
  const gateway = createGateway({ library, runtimes, renderer, recorder: log, now: () => now });
  const asked: string[] = [];

  async function ask(): Promise<void> {
    for await (const event of gateway.run({ target: "demo", messages: [{ role: "user", content: "Where is my order?" }], sampling: { seed: 7 }, origin: "api" }, never)) if (event.type === "begun") asked.push(event.interactionId);
  }
  async function besideSearches(): Promise<number[]> {
    const leave = new AbortController();
    let searches = 0;
    const searching = (async () => {
      while (!leave.signal.aborted) await log.list({ text: words[searches++ % words.length]!, order: "ranked", limit: 100 }, never);
    })();
    const times = await timesOf(requestsPerRound, ask);
    leave.abort();
    await searching;
    return times;
  }
  try {
    await timesOf(requestsPerRound, ask);
    const ratios: { p50: number; p99: number; idle: number[] }[] = [];
    for (let round = 0; round < rounds; round++) {
      const [first, second] = round % 2 === 0 ? [() => timesOf(requestsPerRound, ask), besideSearches] : [besideSearches, () => timesOf(requestsPerRound, ask)];
      const [a, b] = [await first(), await second()];
      const [idle, busy] = round % 2 === 0 ? [a, b] : [b, a];
      ratios.push({ p50: percentile(busy, 0.5) / percentile(idle, 0.5), p99: percentile(busy, 0.99) / percentile(idle, 0.99), idle });
    }
    const [p50, p99] = [median(ratios.map((ratio) => ratio.p50)), median(ratios.map((ratio) => ratio.p99))];
    const alone = ratios.flatMap(({ idle }) => idle);
    console.log(`\nA request on a mock answer while ranked searches run, to one alone (p50 ${percentile(alone, 0.5).toFixed(2)} ms, p99 ${percentile(alone, 0.99).toFixed(2)} ms), median of ${rounds} rounds: p50 ${p50.toFixed(2)} (goal 1.1), p99 ${p99.toFixed(2)} (goal 1.5)`);
  } finally {
    await gateway.close();
    renderer.close();
    await runtimes.close();
    for (let from = 0; from < asked.length; from += 500) await log.remove(asked.slice(from, from + 500));
    await log.close();
  }
}
