import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCore, type Core } from "../../electron/core/createCore.ts";
import type { Message, RunRequest } from "../../shared/schemas/chat.ts";
import type { Model } from "../../shared/schemas/model.ts";

const path = process.env["TAPEDECK_PEER_SMOLLM2"];
const never = new AbortController().signal;

describe.skipIf(!path)("SmolLM2-135M-Instruct from its file to its answers", () => {
  const dataFolder = mkdtempSync(join(tmpdir(), "tapedeck chain #% é-"));
  let core: Core;
  let model: Model;
  beforeAll(async () => {
    core = await createCore({ dataFolder, startNew: false });
  });
  afterAll(async () => {
    await core?.close();
    rmSync(dataFolder, { recursive: true, force: true });
  });

  async function ask(messages: Message[], more: Partial<RunRequest> = {}) {
    let text = "";
    for await (const event of core.services.gateway.run({ target: model.id, messages, sampling: { temperature: 0, maxTokens: 80 }, origin: "chat", ...more }, never)) {
      if (event.type === "text") text += event.text;
      if (event.type === "done") return { text, ...event };
    }
    throw new Error("The answer did not end.");
  }
  const user = (content: string): Message => ({ role: "user", content });

  it("is imported and hashed", async () => {
    const { model: imported } = await core.services.models.import({ path: path! }, never);
    for await (const models of core.services.models.watch({}, never)) {
      model = models.find(({ id }) => id === imported.id)!;
      if (model.sha256) break;
    }
    expect(model).toMatchObject({ sha256: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53", architecture: "llama", contextLength: 8192, fileState: "ready" });
  });

  it("is inspected: its tensors, its template, and nothing dangerous in either", async () => {
    const inspection = await core.services.models.inspect({ path: path! }, never);
    expect(inspection).toMatchObject({ valid: true, tensors: 272, contextLength: 8192, sizeBytes: 98_362_432, chatTemplate: expect.stringContaining("<|im_start|>") });
    expect(inspection.valid && inspection.findings.filter(({ severity }) => severity === "danger")).toEqual([]);
    expect(await core.services.models.tensors({ path: path! }, never)).toHaveLength(272);
  });

  it("takes the memory that the estimate said, within 15%", async () => {
    const before = await core.services.models.fit({ id: model.id }, never);
    expect(before.verdict).toBe("fits");
    expect(before.measured).toBeNull();
    await ask([user("Hello.")]);
    let fit = before;
    await expect.poll(async () => (fit = await core.services.models.fit({ id: model.id }, never)).measured, { timeout: 10_000 }).not.toBeNull();
    const error = before.totalBytes / fit.measured!.bytes - 1;
    console.log(`SmolLM2-135M-Instruct: estimate ${(before.totalBytes / 1e6).toFixed(0)} MB, measured ${(fit.measured!.bytes / 1e6).toFixed(0)} MB, ${(error * 100).toFixed(1)}% off`);
    expect(Math.abs(error)).toBeLessThan(0.15);
  });

  it("names Paris in a conversation of three turns", async () => {
    const messages: Message[] = [];
    for (const question of ["What is the capital of France? Answer in one short sentence.", "And which river runs through it?", "Thank you. Name one thing to see there."]) {
      messages.push(user(question));
      const { text, status } = await ask(messages);
      expect({ status, isEmpty: text.trim() === "" }).toEqual({ status: "ok", isEmpty: false });
      messages.push({ role: "assistant", content: text });
    }
    expect(messages[1]!.content).toContain("Paris");
  });

  it("answers in the shape of a JSON Schema", async () => {
    const schema = { type: "object", properties: { city: { type: "string", maxLength: 40 }, country: { enum: ["France", "Spain"] }, population: { type: "integer", minimum: 0 } }, required: ["city", "country", "population"], additionalProperties: false };
    const { text, finishReason } = await ask([user("Describe the capital of France as JSON.")], { responseFormat: { type: "json-schema", schema }, sampling: { temperature: 0, maxTokens: 200 } });
    expect(finishReason).toBe("stop");
    const answer = JSON.parse(text) as Record<string, unknown>;
    expect(Object.keys(answer).sort()).toEqual(["city", "country", "population"]);
    expect(typeof answer["city"]).toBe("string");
    expect(["France", "Spain"]).toContain(answer["country"]);
    expect(Number.isInteger(answer["population"])).toBe(true);
  });

  it("gives vectors by which alike texts are closer, and says that it was not trained for them", async () => {
    const { vectors, dimensions, isTrained, normalized } = await core.services.gateway.embed({ target: model.id, origin: "chat", inputs: ["The cat sleeps on the sofa.", "A kitten is napping on the couch.", "Interest rates rose by half a percent."], normalize: true }, never);
    expect({ count: vectors.length, dimensions, isTrained, normalized }).toEqual({ count: 3, dimensions: 576, isTrained: false, normalized: true });
    const [cat, kitten, rates] = vectors as [number[], number[], number[]];
    const alike = (a: number[], b: number[]) => a.reduce((sum, value, n) => sum + value * b[n]!, 0);
    expect(alike(cat, cat)).toBeCloseTo(1, 4);
    expect(alike(cat, kitten)).toBeGreaterThan(alike(cat, rates));
  });

  it("answers eight at once, each as it answers alone", async () => {
    await core.services.models.update({ id: model.id, settings: { ...model.settings, slots: 8 } }, never);
    const questions = ["France", "Italy", "Spain", "Japan", "Egypt", "Peru", "Norway", "Kenya"].map((country) => [user(`What is the capital of ${country}?`)]);
    const startedAt = performance.now();
    const together = await Promise.all(questions.map((messages) => ask(messages, { sampling: { temperature: 0, maxTokens: 24 } })));
    const seconds = (performance.now() - startedAt) / 1000;
    const tokens = together.reduce((sum, { usage }) => sum + usage.completionTokens!, 0);
    expect(together.every(({ status, text }) => status === "ok" && text.length > 0)).toBe(true);
    let same = 0;
    for (const [n, messages] of questions.entries()) if ((await ask(messages, { sampling: { temperature: 0, maxTokens: 24 } })).text === together[n]!.text) same++;
    console.log(`Eight at once: ${tokens} tokens in ${seconds.toFixed(1)} s; ${same} of 8 answers are those given alone`);
    // A batch of several sums in another order, which can turn a near tie.
    expect(same).toBeGreaterThanOrEqual(6);
  });
});
