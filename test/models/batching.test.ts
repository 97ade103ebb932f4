import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { chat, openLlama } from "./openLlama.ts";
import { ResolvedSampling, samplingDefaults } from "../../shared/schemas/chat.ts";

/** Processor time of a process so far, in clock ticks (proc(5): fields 14 and 15). */
const ticks = (pid: number) => {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ");
  return Number(fields[11]) + Number(fields[12]);
};
const hot = { temperature: 5, topK: 0, topP: 1, minP: 0, ignoreEnd: true };
const long = "Orders ship within two business days. Returns are free for thirty days. ".repeat(190);

describe("several answers of one process", () => {
  it.skipIf(process.platform !== "linux")("are evaluated together: eight at once take less work than one after the other", async () => {
    const llama = await openLlama({ settings: { slots: 8, contextTokens: 1024 } });
    const ask = (seed: number) => llama.ask(chat("Tell me everything."), { reuse: "none", sampling: { ...hot, seed, maxTokens: 250 } });
    await ask(0);
    const before = ticks(llama.runtime.pid);
    for (let seed = 1; seed <= 8; seed++) expect((await ask(seed)).done.slotsBusy).toBe(1);
    const between = ticks(llama.runtime.pid);
    const together = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(ask));
    const after = ticks(llama.runtime.pid);
    console.log(`8 × 250 tokens: ${between - before} ticks one after the other, ${after - between} at once`);
    expect(together.every(({ done }) => done.slotsBusy === 8)).toBe(true);
    expect(after - between).toBeLessThan((between - before) * 0.9);
  });

  it("go on while a long prompt is evaluated, between its pieces", async () => {
    const llama = await openLlama({ settings: { slots: 2 } });
    const { model } = llama.process.client;
    const [short, prompt] = [await llama.tokenize(chat("Tell me everything.")), await llama.tokenize(chat(long))];
    const sampling = ResolvedSampling.parse({ ...samplingDefaults, ...hot, seed: 5, maxTokens: 3000 });
    const order: ("answer" | "prompt")[] = [];
    const stop = new AbortController();
    const first = (async () => {
      for await (const event of model.generate({ promptTokens: short, sampling }, stop.signal)) if (event.type === "tokens") order.push("answer");
    })().catch(() => {});
    while (order.length < 3) await delay(10);
    order.length = 0;
    for await (const event of model.generate({ promptTokens: prompt, sampling: { ...sampling, maxTokens: 1 } })) if (event.type === "prompt") order.push("prompt");
    stop.abort();
    await first;
    const pieces = order.filter((each) => each === "prompt").length;
    expect(pieces).toBeGreaterThan(10);
    expect(order.slice(0, order.lastIndexOf("prompt")).filter((each) => each === "answer").length).toBeGreaterThan(pieces / 4);
  });

  it("feel a cancel within a piece of the prompt, and leave the slot", async () => {
    const llama = await openLlama();
    const { model } = llama.process.client;
    const prompt = await llama.tokenize(chat(long));
    const sampling = ResolvedSampling.parse({ ...samplingDefaults, seed: 5, maxTokens: 1 });
    const stop = new AbortController();
    let pieces = 0;
    let pieceMs = 0;
    let at = performance.now();
    await (async () => {
      for await (const event of model.generate({ promptTokens: prompt, sampling }, stop.signal)) {
        if (event.type !== "prompt") continue;
        pieceMs = performance.now() - at;
        at = performance.now();
        if (++pieces === 4) stop.abort();
      }
    })().catch(() => {});
    const { started, events } = await llama.ask(chat("Where is my order 4821?"), { sampling: { maxTokens: 1 } });
    console.log(`a piece took ${pieceMs.toFixed(0)} ms; after the cancel the next request had its answer within ${(performance.now() - at).toFixed(0)} ms`);
    expect(pieces).toBe(4);
    expect(started.slot).toBe(0);
    expect(events.some(({ type }) => type === "tokens")).toBe(true);
    expect(performance.now() - at).toBeLessThan(4 * pieceMs + 300);
  });
});
