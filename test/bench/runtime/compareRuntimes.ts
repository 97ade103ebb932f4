import { availableParallelism } from "node:os";
import { startCore } from "./ourCore.ts";
import { startLlamaServer } from "./llamaServer.ts";
import { startPlainProcesses } from "./plainProcesses.ts";
import { compareSpeeds } from "./speeds.ts";
import type { Subject } from "./subjects.ts";

const rounds = Number(process.env["TAPEDECK_BENCH_ROUNDS"] ?? 7);
const streams = 8;
const contextTokens = 1024;
const cores = availableParallelism();

/** One thread each with one stream; then the whole machine, each side in the settings that may be best for it, with eight streams and with one. */
export async function compareRuntimes(subject: Subject): Promise<void> {
  const { name, path: modelPath, prompt, answerTokens } = subject;
  const closers: (() => Promise<void>)[] = [];
  async function open<T extends { close(): Promise<void> }>(contender: Promise<T>): Promise<T> {
    const opened = await contender;
    closers.push(opened.close);
    return opened;
  }
  const shared = { modelPath, contextTokens };
  try {
    const plain = await open(startPlainProcesses({ ...shared, threads: 1, slots: 1, replicas: 1 }));
    const core = await open(startCore({ ...shared, threads: 1, slots: 1, replicas: 1 }));
    const theirs = await open(startLlamaServer({ ...shared, threads: 1, slots: 1 }));
    const promptTokens = await core.promptTokens(prompt);
    console.log(`\n## ${name}: ${promptTokens.length} tokens of prompt, ${answerTokens} of answer, greedy; ${rounds} interleaved rounds; tokens/s: median (lowest to highest)`);
    await compareSpeeds("One thread each, one stream", [
      { name: "llama-server, 1 thread", ask: () => theirs.ask(promptTokens, answerTokens) },
      { name: "Tapedeck, recorded, 1 thread", ask: async () => (await core.ask(prompt, answerTokens)).tokens },
      { name: "Tapedeck's llama process alone, 1 thread", ask: () => plain.ask(promptTokens, answerTokens) },
    ], { streams: 1, answerTokens, rounds });
    for (const close of closers.splice(0)) await close();

    const wide = await open(startCore({ ...shared, threads: 1, slots: Math.ceil(streams / cores), replicas: cores }));
    const threaded = await open(startCore({ ...shared, threads: cores, slots: streams, replicas: 1 }));
    const theirWide = await open(startLlamaServer({ ...shared, threads: cores, slots: streams }));
    const contenders = [
      { name: `llama-server, ${cores} threads, ${streams} slots`, ask: () => theirWide.ask(promptTokens, answerTokens) },
      { name: `Tapedeck, recorded, ${cores} replicas of 1 thread`, ask: async () => (await wide.ask(prompt, answerTokens)).tokens },
      { name: `Tapedeck, recorded, ${cores} threads, ${streams} slots`, ask: async () => (await threaded.ask(prompt, answerTokens)).tokens },
    ];
    await compareSpeeds(`The whole machine, ${streams} streams together`, contenders, { streams, answerTokens, rounds });
    await compareSpeeds("The whole machine, one stream", contenders, { streams: 1, answerTokens, rounds });
  } finally {
    for (const close of closers) await close();
  }
}
