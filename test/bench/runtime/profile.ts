import { execFile } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { interleaved, median } from "../rounds.ts";
import { startLlamaServer } from "./llamaServer.ts";
import { startCore } from "./ourCore.ts";
import { startPlainProcesses } from "./plainProcesses.ts";
import type { Subject } from "./subjects.ts";

const run = promisify(execFile);
const rounds = Number(process.env["TAPEDECK_BENCH_ROUNDS"] ?? 5);
const streamCounts = [1, 8];
const contextTokens = 1024;

type Timed = { totalMs: number; decodeMs: number; samplingMs: number; decodes: number; tokens: number };

/** Where the time of a token goes, layer by layer; one process on either side, prompts included. */
export async function profile(subject: Subject): Promise<void> {
  for (const threads of new Set([1, availableParallelism()])) for (const streams of streamCounts) await profileOnce(subject, threads, streams);
}

async function profileOnce(subject: Subject, threads: number, streams: number): Promise<void> {
  const { name, path: modelPath, prompt, answerTokens } = subject;
  const shared = { modelPath, contextTokens, threads, slots: streams };
  const theirs = await startLlamaServer(shared);
  const plain = await startPlainProcesses({ ...shared, replicas: 1 });
  const core = await startCore({ ...shared, replicas: 1 });
  try {
    const promptTokens = await core.promptTokens(prompt);
    const inside: Timed[] = [];
    const perToken = (ask: () => Promise<number>) => async () => {
      const from = performance.now();
      const counts = await Promise.all(Array.from({ length: streams }, ask));
      return (performance.now() - from) / counts.reduce((sum, count) => sum + count, 0);
    };
    const results = await interleaved([
      { name: "llama-server, over HTTP", measure: perToken(() => theirs.ask(promptTokens, answerTokens)) },
      { name: "node-llama-cpp in its process", measure: async () => {
        const { stdout } = await run(process.execPath, [fileURLToPath(new URL("./profileProcess.ts", import.meta.url)), modelPath, String(threads), String(streams), String(answerTokens), JSON.stringify(promptTokens)]);
        const timed = JSON.parse(stdout) as Timed;
        inside.push(timed);
        return timed.totalMs / timed.tokens;
      } },
      { name: "Tapedeck's llama process, over its pipe", measure: perToken(() => plain.ask(promptTokens, answerTokens)) },
      { name: "core, recorded", measure: perToken(async () => (await core.ask(prompt, answerTokens)).tokens) },
    ], rounds);
    const ms = (layer: string) => median(results.get(layer)!);
    const part = (of: (timed: Timed) => number) => median(inside.map((timed) => of(timed) / timed.tokens));
    const own = ms("node-llama-cpp in its process");
    const pipe = ms("Tapedeck's llama process, over its pipe");
    const lines: [string, number][] = [
      ["llama-server, all of it", ms("llama-server, over HTTP")],
      ["ours, all of it", ms("core, recorded")],
      ["  decode (llama.cpp)", part(({ decodeMs }) => decodeMs)],
      [streams === 1 ? "  sampling" : "  sampling (overlaps: each stream's waiting counts)", part(({ samplingMs }) => samplingMs)],
      ["  the rest of node-llama-cpp in JavaScript", streams === 1 ? own - part(({ decodeMs, samplingMs }) => decodeMs + samplingMs) : own - part(({ decodeMs }) => decodeMs)],
      ["  hop to core: text, batches, pipe", pipe - own],
      ["  gateway and recording", ms("core, recorded") - pipe],
    ];
    console.log(`\n${name}, ${threads} thread${threads === 1 ? "" : "s"}, ${streams} stream${streams === 1 ? "" : "s"}: ms a token, median of ${rounds} interleaved rounds; ${median(inside.map(({ tokens, decodes }) => tokens / decodes)).toFixed(1)} tokens a decode`);
    for (const [label, value] of lines) console.log(`${label.padEnd(56)} ${value.toFixed(3).padStart(8)}`);
  } finally {
    await Promise.all([theirs.close(), plain.close(), core.close()]);
  }
}
