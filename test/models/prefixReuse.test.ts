import { describe, expect, it } from "vitest";
import { chat, openLlama, sharedModel, type LlamaAnswer } from "./openLlama.ts";

const facts = "Orders ship within two business days. Returns are free for thirty days. Refunds reach the card within five days. Gift cards never expire. ";
const questions = (count: number) => Array.from({ length: count }, (_, index) => `Where is order ${48_000 + index * 37}?`);
const requestsPerSecond = (count: number, ms: number) => ((count / ms) * 1000).toFixed(1);

/** A system prompt that makes the shared beginning about 1,000 tokens long. */
async function thousandTokens(tokenize: (text: string) => Promise<number[]>): Promise<string> {
  let system = facts;
  while ((await tokenize(chat("", system))).length < 1000) system += facts;
  return system;
}

function evaluated(answers: { done: LlamaAnswer["done"]; promptTokens: number }[]) {
  const naive = answers.reduce((sum, { promptTokens }) => sum + promptTokens, 0);
  const cached = answers.reduce((sum, { done }) => sum + done.cachedTokens, 0);
  return { naive, evaluated: naive - cached, share: (naive - cached) / naive };
}

describe("prompts that begin alike", () => {
  for (const [file, count] of [["demo-support-v2.Q8_0.gguf", 100], ["demo-support-v2.F16.gguf", 25], ["demo-support-v2.Q4_K_M.gguf", 25]] as const) {
    const path = sharedModel(file);
    it.skipIf(path === null)(`evaluates few of the tokens of ${count} requests that share a thousand, and answers the same bytes (${file}; needs ../shared/models)`, async () => {
      const llama = await openLlama({ path: path! });
      const system = await thousandTokens(llama.tokenize);
      const asked: { done: LlamaAnswer["done"]; promptTokens: number; tokens: number[] }[] = [];
      const prompts = await Promise.all(questions(count).map((question) => llama.tokenize(chat(question, system))));
      const startedAt = performance.now();
      for (const prompt of prompts) asked.push({ ...(await llama.ask(prompt)), promptTokens: prompt.length });
      const reusedMs = performance.now() - startedAt;
      const figures = evaluated(asked);
      if (count === 100) expect(figures.share).toBeLessThanOrEqual(0.05);
      for (const [index, { done, promptTokens }] of asked.entries()) if (index > 0) expect((promptTokens - done.cachedTokens) / promptTokens).toBeLessThan(0.05);
      const freshAt = performance.now();
      const fresh = [];
      for (const prompt of prompts) fresh.push(await llama.ask(prompt, { reuse: "none" }));
      console.log(`${file}: ${figures.evaluated} of ${figures.naive} prompt tokens evaluated (${(figures.share * 100).toFixed(2)}%), ${requestsPerSecond(count, reusedMs)} requests/s against ${requestsPerSecond(count, performance.now() - freshAt)} without reuse`);
      expect(asked.map(({ tokens }) => tokens)).toEqual(fresh.map(({ tokens }) => tokens));
      expect(fresh.every(({ done }) => done.cachedTokens === 0)).toBe(true);
    }, 120_000);
  }

  it("prints what eight at once evaluate", async () => {
    const llama = await openLlama({ settings: { slots: 8, contextTokens: 2048 } });
    const system = await thousandTokens(llama.tokenize);
    const prompts = await Promise.all(questions(100).map((question) => llama.tokenize(chat(question, system))));
    const answers: { done: LlamaAnswer["done"]; promptTokens: number }[] = [];
    const left = prompts.slice();
    await Promise.all(Array.from({ length: 8 }, async () => {
      for (let prompt = left.pop(); prompt; prompt = left.pop()) answers.push({ ...(await llama.ask(prompt)), promptTokens: prompt.length });
    }));
    const figures = evaluated(answers);
    console.log(`eight at once: ${figures.evaluated} of ${figures.naive} prompt tokens evaluated (${(figures.share * 100).toFixed(2)}%)`);
    expect(answers).toHaveLength(100);
    // Each of the eight slots evaluates the shared part once.
    expect(figures.share).toBeLessThan(0.13);
  }, 60_000);

  it("gives every bit of a prompt's likelihoods as without reuse, wherever the prompts part", async () => {
    const llama = await openLlama();
    const long = await llama.tokenize(chat("Where is my order 4821?", facts.repeat(20)));
    const tail = await llama.tokenize(chat("I want my money back.", "Be brief, be kind, and name the page of the order. ".repeat(60)));
    // The whole has 512 tokens in wide pieces. A prompt of about that length is cut alike; a much shorter one has fewer wide pieces, or none.
    const isLong = long.length >= 512 + 64 && long.length < 768 + 64;
    expect(isLong).toBe(true);
    for (const [common, otherLength, reusable] of [[40, 60, 0], [300, 315, 0], [560, 575, 256], [150, 600, 128], [257, 600, 256], [300, 600, 256], [560, 600, 560]] as const) {
      const other = [...long.slice(0, common), ...tail.slice(0, otherLength - common)];
      const ask = (reuse: "prompts" | "none") => llama.ask(other, { reuse, logprobs: { top: 5 }, sampling: { maxTokens: 12, ignoreEnd: true } });
      await llama.ask(long, { reuse: "none", sampling: { maxTokens: 3 } });
      const reused = await ask("prompts");
      expect(reused.done.cachedTokens).toBe(reusable);
      const fresh = await ask("none");
      const likelihoods = ({ events }: LlamaAnswer) => events.flatMap((event) => (event.type === "tokens" ? (event.logprobs ?? []) : []));
      expect(likelihoods(reused)).toEqual(likelihoods(fresh));
      expect(likelihoods(fresh).length).toBe(12);
    }
  });

  it("takes the slot with the longest common beginning, and else the one unused for the longest", async () => {
    const llama = await openLlama({ settings: { slots: 3, contextTokens: 1024 } });
    const [a, b, c] = [chat("Where is my order 4821?", facts.repeat(3)), chat("Do you ship to Norway?", `Be brief. ${facts.repeat(3)}`), chat("Cancel my order.", `Be kind. ${facts.repeat(3)}`)];
    const slots = [];
    for (const prompt of [a, b, c, b, a, c, chat("Something else, and nothing like it before.", `Answer in JSON. ${facts.repeat(3)}`)]) slots.push((await llama.ask(prompt, { sampling: { maxTokens: 8 } })).started.slot);
    expect(slots).toEqual([0, 1, 2, 1, 0, 2, 1]);
  });

  it("keeps no part of an answer that an exact repetition would evaluate otherwise, unless it is asked to", async () => {
    const llama = await openLlama();
    const first = await llama.tokenize(chat("Where is my order 4821?"));
    const { tokens } = await llama.ask(first);
    const next = [...first, ...tokens, ...(await llama.tokenize("<|im_end|>\n<|im_start|>user\nAnd order 17?<|im_end|>\n<|im_start|>assistant\n"))];
    await llama.ask(first);
    expect((await llama.ask(next, { reuse: "prompts" })).done.cachedTokens).toBe(Math.floor(first.length / 16) * 16);
    await llama.ask(first, { reuse: "none" });
    expect((await llama.ask(next, { reuse: "all" })).done.cachedTokens).toBeGreaterThanOrEqual(first.length + tokens.length - 1);
  });

  it("answers as ever on a slot whose last answer was cancelled in its prompt or in its middle", async () => {
    const llama = await openLlama();
    const long = await llama.tokenize(chat("Where is my order 4821?", facts.repeat(70)));
    const short = chat("Where is my order 4821?", facts.repeat(4));
    const expected = await llama.ask(short, { reuse: "none" });
    const whole = await llama.ask(long, { reuse: "none" });
    for (const cancelAfter of ["prompt", "tokens"] as const) {
      for (let round = 0; round < 5; round++) {
        const stop = new AbortController();
        const cancelled = llama.ask(long, { reuse: "none", sampling: { temperature: 5, topK: 0, topP: 1, minP: 0 } }, stop.signal).catch(() => "cancelled");
        setTimeout(() => stop.abort(), cancelAfter === "prompt" ? 10 + 30 * round : 1200);
        await cancelled;
        expect((await llama.ask(short)).tokens).toEqual(expected.tokens);
        expect((await llama.ask(long)).tokens).toEqual(whole.tokens);
        if (cancelAfter === "tokens") break;
      }
    }
  }, 60_000);
});
