import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { TokenLogprob } from "../../../shared/schemas/logprobs.ts";
import type { Sampling } from "../../../shared/schemas/chat.ts";
import { drain } from "../../helpers/drain.ts";
import { pathOf } from "../demoModel.ts";
import { openRealModel, question } from "../openRealModel.ts";

const bytesModel = pathOf("../shared/models/tinystories-656k-bytes-Q8_0.gguf");
const signal = () => new AbortController().signal;
const odd = "Go on: 🚚🚚 ďábel 日本";

function opened(path?: string) {
  const { gateway, log, request } = openRealModel({}, {}, path);
  return async (content: string, sampling: Sampling, more: object = {}) => {
    const { events, error } = await drain(gateway.run({ ...request(content, sampling), ...more }, signal()));
    if (error) throw error;
    const begun = events[0]!;
    const row = log.rows.find(({ id }) => begun.type === "begun" && id === begun.interactionId)!.outcome!;
    const streamed = events.flatMap((event) => (event.type === "text" ? (event.logprobs ?? []) : []));
    return { row, streamed, deltas: events.flatMap((event) => (event.type === "text" ? [event.text] : [])) };
  };
}

const utf8 = (logprobs: TokenLogprob[]) => Buffer.from(logprobs.flatMap(({ bytes }) => bytes)).toString("utf8");

describe("likelihoods", () => {
  it("stand beside each token, are the model's own, and change nothing of the answer", async () => {
    const ask = opened();
    const sampling = { seed: 4, temperature: 1.3, maxTokens: 60 };
    const plain = await ask(question, sampling);
    const { row, streamed } = await ask(question, sampling, { logprobs: { top: 5 } });
    expect(row.outputTokens).toEqual(plain.row.outputTokens);
    expect(streamed).toEqual(row.logprobs);
    expect(row.logprobs!.map(({ token }) => token)).toEqual(row.outputTokens);
    for (const { token, logprob, top } of row.logprobs!) {
      expect(logprob).toBeLessThanOrEqual(0);
      expect(top).toHaveLength(5);
      expect(top.map((each) => each.logprob)).toEqual(top.map((each) => each.logprob).toSorted((a, b) => b - a));
      expect(top.reduce((sum, each) => sum + Math.exp(each.logprob), 0)).toBeLessThanOrEqual(1.0001);
      const own = top.find((each) => each.token === token);
      if (own) expect(own.logprob).toBe(logprob);
    }
    expect(plain.row.logprobs).toBeNull();
  });

  it("are the same for a grammar's answer as without looking", async () => {
    const ask = opened();
    const format = { responseFormat: { type: "json-schema", schema: { type: "object", properties: { a: { type: "string", maxLength: 10 } }, required: ["a"] } } };
    const plain = await ask(question, { seed: 9, temperature: 1.2 }, format);
    const looked = await ask(question, { seed: 9, temperature: 1.2 }, { ...format, logprobs: { top: 0 } });
    expect(looked.row.output).toBe(plain.row.output);
    expect(looked.row.logprobs).toHaveLength(looked.row.outputTokens!.length);
  });

  it("of the prompt are those of an answer that says the same", async () => {
    const ask = opened();
    const answered = await ask(question, { temperature: 0, maxTokens: 30 }, { logprobs: { top: 1 } });
    const prompt = answered.row.prompt! + answered.row.output;
    const { gateway, log, request } = openRealModel();
    const { target, origin } = request("", {});
    const { error } = await drain(gateway.complete({ target, origin, prompt, sampling: { maxTokens: 1, temperature: 0 }, promptLogprobs: { top: 1 } }, signal()));
    expect(error).toBeUndefined();
    const { promptLogprobs, promptTokens } = log.rows.at(-1)!.outcome!;
    expect(promptLogprobs).toHaveLength(promptTokens!.length);
    expect(promptLogprobs![0]).toBeNull();
    const tail = promptLogprobs!.slice(-answered.row.outputTokens!.length) as TokenLogprob[];
    expect(tail.map(({ token }) => token)).toEqual(answered.row.outputTokens);
    for (const [index, { logprob }] of tail.entries()) expect(logprob).toBeCloseTo(answered.row.logprobs![index]!.logprob, 1);
  });
});

describe("characters of several tokens", () => {
  const check = (ask: ReturnType<typeof opened>) => async () => {
    const runs = await Promise.all(Array.from({ length: 8 }, (_, seed) => ask(odd, { seed, temperature: 3, topK: 0, topP: 1, minP: 0, maxTokens: 20 + seed }, { logprobs: { top: 2 } })));
    for (const { row, deltas } of runs) {
      expect(deltas.join("")).toBe(row.output);
      const bytes = utf8(row.logprobs!);
      // What the limit cut off is held back; what the model itself wrote broken stays visible.
      expect(bytes.slice(0, row.output.length)).toBe(row.output);
      expect(bytes.slice(row.output.length)).toMatch(/^\uFFFD*$/);
    }
  };
  it("arrive whole, eight at once with likelihoods, and are held back where a limit cuts them", { timeout: 120_000 }, () => check(opened())());
  it.skipIf(!existsSync(bytesModel))("do so with a model of bytes (../shared/models/tinystories-656k-bytes-Q8_0.gguf)", { timeout: 120_000 }, () => check(opened(bytesModel))());

  it("are never cut in two by any limit", { timeout: 120_000 }, async () => {
    const { gateway, log, request } = openRealModel();
    const format = { responseFormat: { type: "grammar" as const, gbnf: 'root ::= "🚚🚚 ďábel 日本"' } };
    for (let maxTokens = 1; maxTokens <= 30; maxTokens++) {
      await drain(gateway.run({ ...request(odd, { maxTokens, temperature: 0 }), ...format }, signal()));
      expect("🚚🚚 ďábel 日本".startsWith(log.rows.at(-1)!.outcome!.output)).toBe(true);
    }
  });
});
