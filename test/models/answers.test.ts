import { describe, expect, it } from "vitest";
import { endless, longQuestion, openRealModel, question } from "./openRealModel.ts";

describe("a real model", () => {
  it("answers, and the row holds what a replay needs", async () => {
    const { ask } = openRealModel();
    const { row, text, error } = await ask(question, { temperature: 0 });
    expect(error).toBeUndefined();
    expect(text).toContain("4821");
    expect(row).toMatchObject({ status: "ok", output: text, finishReason: "stop", usage: { cachedTokens: 0 } });
    expect(row.prompt).toBe(`<|im_start|>user\n${question}<|im_end|>\n<|im_start|>assistant\n`);
    expect(row.promptTokens).toHaveLength(row.usage.promptTokens!);
    expect(row.outputTokens).toHaveLength(row.usage.completionTokens!);
    expect(row.outputTokenEnds!.at(-1)).toBe(text.length);
    expect(row.conditions).toMatchObject({ engine: expect.stringMatching(/^node-llama-cpp 3\.21\.1, llama\.cpp /), backend: "cpu", threads: 1, contextTokens: 4096, slots: 2, slot: 0, slotsBusy: 1, samplingChain: ["greedy"] });
    expect(row.timings.tokensPerSecond).toBeGreaterThan(50);
  });

  it("gives the same tokens for the same seed, also in another process", async () => {
    const sampling = { seed: 7, temperature: 2, topK: 0, topP: 1, minP: 0, maxTokens: 200 };
    const first = openRealModel();
    const answers = [await first.ask(question, sampling), await first.ask(longQuestion, { seed: 1 }), await first.ask(question, sampling)];
    const other = await openRealModel().ask(question, sampling);
    expect(answers[2]!.row.outputTokens).toEqual(answers[0]!.row.outputTokens);
    expect(other.row.outputTokens).toEqual(answers[0]!.row.outputTokens);
    expect((await first.ask(question, { ...sampling, seed: 8 })).row.outputTokens).not.toEqual(answers[0]!.row.outputTokens);
  });

  it("answers eight at once on two slots, each like its single run unless the recorded slots differ", async () => {
    const { ask } = openRealModel();
    const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
    const single = [];
    for (const seed of seeds) single.push(await ask(question, { seed, temperature: 1.2 }));
    const together = await Promise.all(seeds.map((seed) => ask(question, { seed, temperature: 1.2 })));
    expect(together.some(({ events }) => events.some(({ type }) => type === "queued"))).toBe(true);
    for (const [index, { row, error }] of together.entries()) {
      expect(error).toBeUndefined();
      const isSame = row.outputTokens!.join() === single[index]!.row.outputTokens!.join();
      expect(isSame || row.conditions.slotsBusy === 2).toBe(true);
      expect(single[index]!.row.conditions.slotsBusy).toBe(1);
    }
  });

  it("tells those who wait how many stand before them, and lets them leave", async () => {
    const { ask, gateway, request, runtimes, id } = openRealModel({ slots: 1 });
    await ask(question);
    const stop = new AbortController();
    const first = ask(longQuestion, endless, stop.signal);
    const ahead: number[] = [];
    const second = ask(question);
    for await (const event of gateway.run(request(question, {}), new AbortController().signal)) {
      if (event.type !== "queued") continue;
      ahead.push(event.ahead);
      if (event.ahead === 1) expect(runtimes.state(id)).toMatchObject({ busySlots: 1, queued: 2 });
      stop.abort();
    }
    expect(ahead).toEqual([1, 0]);
    expect((await first).row.status).toBe("cancelled");
    expect((await second).row.status).toBe("ok");
  });

  it("stops at the first stop string, wherever tokens end, and gives nothing of it", async () => {
    const { ask } = openRealModel();
    const whole = (await ask(question, { temperature: 0 })).text;
    const stop = whole.slice(9, 20);
    const { text, row } = await ask(question, { temperature: 0, stop: ["never said", stop] });
    expect(text).toBe(whole.slice(0, whole.indexOf(stop)));
    expect(row).toMatchObject({ output: text, finishReason: "stop" });
    expect(row.outputTokenEnds!.every((end) => end <= text.length)).toBe(true);
  });

  it("ends after maxTokens", async () => {
    const { row } = await openRealModel().ask(longQuestion, { maxTokens: 5, temperature: 0 });
    expect(row).toMatchObject({ finishReason: "length", usage: { completionTokens: 5 }, status: "ok" });
  });

  it("punishes repetition when asked to", async () => {
    const { ask } = openRealModel();
    const plain = await ask(longQuestion, { temperature: 0, maxTokens: 60 });
    const punished = await ask(longQuestion, { temperature: 0, maxTokens: 60, repeatPenalty: 3, frequencyPenalty: 5, repeatLastN: 32 });
    expect(punished.row.outputTokens).not.toEqual(plain.row.outputTokens);
    expect(punished.row.conditions.samplingChain).toEqual(["penalties repeat 3 frequency 5 presence 0 last 32", "greedy"]);
  });
});
