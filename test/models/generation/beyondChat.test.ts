import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { RunRequest } from "../../../shared/schemas/chat.ts";
import type { Tool } from "../../../shared/schemas/tools.ts";
import { drain } from "../../helpers/drain.ts";
import { pathOf } from "../demoModel.ts";
import { openRealModel, question } from "../openRealModel.ts";

const signal = () => new AbortController().signal;
const asking = { target: "demo", origin: "api" as const };
const tinyStories = pathOf("../shared/models/tinystories-656k-bytes-Q8_0.gguf");

describe("every sampler", () => {
  it("stands in the chain in the order of its work, and changes the answer", async () => {
    const { ask } = openRealModel();
    const all = { temperature: 0.9, topK: 50, topP: 0.9, minP: 0.02, repeatPenalty: 1.1, xtcProbability: 0.5, xtcThreshold: 0.1, dryStrength: 0.8, logitBias: { "300": -100, "301": 2 }, seed: 5, maxTokens: 20 };
    const { row } = await ask(question, all);
    expect(row.conditions.samplingChain).toEqual([
      "logit-bias of 2", "penalties repeat 1.1 frequency 0 presence 0 last 64", "dry strength 0.8 base 1.75 allowed 2 last all", "top-k 50", "top-p 0.9", "min-p 0.02",
      "xtc probability 0.5 threshold 0.1", "temperature 0.9", "random seed 5",
    ]);
    expect(row.conditions.sampling).toMatchObject(all);
  });

  it("bans a token, prefers one, and leaves out the likeliest", async () => {
    const { ask } = openRealModel();
    const plain = (await ask(question, { temperature: 0, maxTokens: 12 })).row.outputTokens!;
    const banned = (await ask(question, { temperature: 0, maxTokens: 12, logitBias: { [plain[0]!]: -100 } })).row.outputTokens!;
    expect(banned).not.toContain(plain[0]);
    expect((await ask(question, { temperature: 0, maxTokens: 12, logitBias: { "270": 100 } })).row.outputTokens).toEqual(Array(12).fill(270));
    const excluded = await ask(question, { temperature: 1, seed: 1, topK: 0, topP: 1, minP: 0, maxTokens: 12, xtcProbability: 1, xtcThreshold: 0.01 });
    expect(excluded.row.outputTokens).not.toEqual((await ask(question, { temperature: 1, seed: 1, topK: 0, topP: 1, minP: 0, maxTokens: 12 })).row.outputTokens);
  });

  it("keeps a text from repeating itself with DRY", async () => {
    const { ask } = openRealModel();
    const loop = { temperature: 0, maxTokens: 60, logitBias: {} };
    const prompt = "one two three four one two three four one two three four one two three";
    const dry = await ask(prompt, { ...loop, dryStrength: 5, dryAllowedLength: 1 });
    expect(dry.row.conditions.samplingChain).toEqual(["dry strength 5 base 1.75 allowed 1 last all", "greedy"]);
    const words = dry.text.split(/\s+/).map((_, index, list) => list.slice(index, index + 6).join(" ")).filter((run) => run.split(" ").length === 6);
    expect(new Set(words).size).toBe(words.length);
  });

  it("ends at the model's own end token also with a stop list", async () => {
    const { ask } = openRealModel();
    const plain = await ask(question, { temperature: 0 });
    const stopped = await ask(question, { temperature: 0, stop: ["ZZZ"] });
    expect(stopped.row.finishReason).toBe("stop");
    expect(stopped.row.outputTokens).toEqual(plain.row.outputTokens);
  });
});

describe("forced calls", () => {
  const tools: Tool[] = ["find_order", "refund"].map((name) => ({ type: "function", function: { name, parameters: { type: "object", properties: { order: { type: "string", pattern: "^[0-9]{4}$" }, note: { type: "string", maxLength: 10 } }, required: ["order"] } } }));

  it("are calls with arguments of the tool's schema", async () => {
    const { gateway, log, request } = openRealModel();
    for (const toolChoice of ["required", { name: "refund" }] as RunRequest["toolChoice"][]) {
      const { events, error } = await drain(gateway.run({ ...request(question, { seed: 2, maxTokens: 300 }), tools, toolChoice, parallelToolCalls: false }, signal()));
      expect(error).toBeUndefined();
      const row = log.rows.at(-1)!.outcome!;
      expect(row.toolCalls, row.output).toHaveLength(1);
      const { name, arguments: input } = row.toolCalls![0]!;
      expect(typeof toolChoice === "object" ? [toolChoice.name] : ["find_order", "refund"]).toContain(name);
      expect(JSON.parse(input)).toMatchObject({ order: expect.stringMatching(/^\d{4}$/) });
      expect(events.filter((event) => event.type === "text" && event.text !== "")).toEqual([]);
    }
  });
});

describe("beside chat", () => {
  it("a raw text is gone on with as it is, recorded and without the template", async () => {
    const { gateway, log } = openRealModel();
    const { error, events } = await drain(gateway.complete({ ...asking, prompt: "Where is my", sampling: { temperature: 0, maxTokens: 8 } }, signal()));
    expect(error).toBeUndefined();
    const { start, outcome } = log.rows.at(-1)!;
    expect(start.request).toMatchObject({ operation: "complete", messages: [{ role: "user", content: "Where is my" }] });
    expect(outcome).toMatchObject({ prompt: "Where is my", status: "ok", usage: { completionTokens: expect.any(Number) } });
    expect(events.at(-1)).toMatchObject({ type: "done", status: "ok" });
  });

  it("a gap is filled only by a model that was trained for it", async () => {
    const { gateway, log } = openRealModel();
    const { error } = await drain(gateway.complete({ ...asking, prompt: "def f(", suffix: "return x", sampling: {} }, signal()));
    expect(error).toMatchObject({ code: "bad-request", message: expect.stringContaining("can't fill in") });
    expect(log.rows.at(-1)!.outcome!.status).toBe("failed");
  });

  it("a preview shows each token of the rendered prompt, and is no interaction", async () => {
    const { gateway, log, ask } = openRealModel();
    const { prompt, tokens, findings } = await gateway.preview({ target: "demo", messages: [{ role: "user", content: question }] }, signal());
    expect(log.rows).toHaveLength(0);
    expect(findings).toEqual([]);
    expect(tokens[0]).toMatchObject({ text: "<|im_start|>" });
    const { row } = await ask(question, { temperature: 0, maxTokens: 1 });
    expect(prompt).toBe(row.prompt);
    expect(tokens.map(({ id }) => id)).toEqual(row.promptTokens);
  });

  it("vectors are means of length 1 or as they are, near for near texts, and recorded", async () => {
    const { gateway, log } = openRealModel();
    const inputs = ["Where is my order 4821?", "Where is my order 4822?", "The warranty of the lamp ended."];
    const { vectors, dimensions, ...made } = await gateway.embed({ ...asking, inputs, normalize: true }, signal());
    expect(made).toMatchObject({ pooling: "mean", isTrained: false, normalized: true });
    expect(vectors.map(({ length }) => length)).toEqual([dimensions, dimensions, dimensions]);
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 6);
    const cosine = (a: number[], b: number[]) => a.reduce((sum, value, index) => sum + value * b[index]!, 0);
    expect(cosine(vectors[0]!, vectors[1]!)).toBeGreaterThan(cosine(vectors[0]!, vectors[2]!));
    const plain = await gateway.embed({ ...asking, inputs: [inputs[0]!], normalize: false }, signal());
    const length = Math.hypot(...plain.vectors[0]!);
    expect(length).not.toBeCloseTo(1, 3);
    for (const [index, value] of plain.vectors[0]!.entries()) expect(value / length).toBeCloseTo(vectors[0]![index]!, 5);
    expect(log.rows.map(({ outcome }) => outcome!.status)).toEqual(["ok", "ok"]);
    expect((await gateway.embed({ ...asking, inputs: [inputs[0]!.repeat(60)], normalize: true }, signal())).vectors[0]).toHaveLength(dimensions);
  });

  it("a model that can't rank says so", async () => {
    const { gateway, log } = openRealModel();
    await expect(gateway.rerank({ ...asking, query: "order", documents: ["a"] }, signal())).rejects.toMatchObject({ code: "bad-request", message: expect.stringContaining("can't rank") });
    expect(log.rows.at(-1)!.outcome!.status).toBe("failed");
  });

  it.skipIf(!existsSync(tinyStories))("a model without a template goes on with stories and makes vectors (../shared/models/tinystories-656k-bytes-Q8_0.gguf)", async () => {
    const { gateway, log } = openRealModel({}, {}, tinyStories);
    await drain(gateway.complete({ ...asking, prompt: "Once upon a time", sampling: { temperature: 0, maxTokens: 20 } }, signal()));
    expect(log.rows.at(-1)!.outcome!.output).toMatch(/^[ ,]/);
    expect((await gateway.embed({ ...asking, inputs: ["Once"], normalize: true }, signal())).dimensions).toBe(128);
  });
});
