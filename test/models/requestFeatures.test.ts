import { existsSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createCore } from "../../electron/core/createCore.ts";
import type { RunRequest } from "../../shared/schemas/chat.ts";
import type { ModelSettings } from "../../shared/schemas/model.ts";
import { drain } from "../helpers/drain.ts";
import { sharedModel } from "./openLlama.ts";

const never = new AbortController().signal;
const base = sharedModel("tinystories-656k-bytes-f32.gguf");
const adapter = sharedModel("tinystories-656k-random-lora-r4.gguf");
const draft = sharedModel("demo-support-v1.Q4_K_M.gguf");
const facts = "You are the support assistant of Pinemoor Outfitters. Orders ship within two business days. Returns are free for thirty days. ";

async function openCore(dataFolder = mkdtempSync(join(tmpdir(), "tapedeck engine "))) {
  const core = await createCore({ dataFolder, startNew: false });
  let isOpen = true;
  const close = async () => {
    if (isOpen) await core.close();
    isOpen = false;
  };
  onTestFinished(close);
  const { models, gateway, interactions, replay, jobs } = core.services;
  const settled = async () => {
    for await (const list of jobs.watch({}, never)) if (list.every(({ state }) => state !== "running")) return;
  };
  return {
    dataFolder, models, replay, close, settled,
    async set(name: string, settings: Partial<ModelSettings>) {
      await settled();
      const model = (await models.list({}, never)).find((each) => each.name === name)!;
      await models.update({ id: model.id, settings: { ...model.settings, gpu: "off", threads: 1, ...settings } }, never);
    },
    async ask(target: string, content: string, more: Partial<RunRequest> = {}) {
      const { events, error } = await drain(gateway.run({ target, messages: [{ role: "user", content }], sampling: { temperature: 0, maxTokens: 40 }, origin: "chat", ...more }, never));
      const begun = events[0]!;
      const id = begun.type === "begun" ? begun.interactionId : "";
      return { error, row: await interactions.get({ id }, never) };
    },
  };
}

describe("what a request and a model's settings ask of the engine", () => {
  it.skipIf(!base || !adapter)("records adapters with their hash and scale, and a replay uses them again (needs ../shared/models)", async () => {
    const { models, settled, ask, replay } = await openCore();
    const { model } = await models.import({ path: base! }, never);
    const lora = await models.import({ path: adapter! }, never);
    await settled();
    const plain = await ask(model.name, "Once upon a time", { operation: "complete" });
    const changed = await ask(model.name, "Once upon a time", { operation: "complete", adapters: [{ target: lora.model.name, scale: 12 }] });
    expect(changed.error).toBeUndefined();
    expect(changed.row.output).not.toBe(plain.row.output);
    expect(changed.row.conditions.adapters).toEqual([{ name: lora.model.name, sha256: expect.stringMatching(/^4892174be6d5df75/) as string, scale: 12 }]);
    const events = [];
    for await (const event of replay.run({ interactionId: changed.row.id, times: 1, overrides: {} }, never)) events.push(event);
    expect(events.at(-1)).toMatchObject({ type: "result", result: { grade: "identical", differences: [] } });
    expect((await ask(model.name, "Once upon a time", { operation: "complete", adapters: [{ target: lora.model.name, scale: 0 }] })).row.output).toBe(plain.row.output);
    const { error } = await ask("demo-support-v2", "Where is my order 4821?", { adapters: [{ target: lora.model.name, scale: 1 }] });
    expect(error).toMatchObject({ code: "bad-request", message: expect.stringContaining("can't be used on") as string });
    expect((await ask(model.name, "Once", { operation: "complete", adapters: [{ target: "demo-support-v2", scale: 1 }] })).error).toMatchObject({ code: "bad-request", message: expect.stringContaining("no LoRA adapter") as string });
  });

  it("keeps the system prompt's state of a pinned model over a restart", async () => {
    const first = await openCore();
    await first.set("demo-support-v2", { isPinned: true, replicas: 1 });
    const messages: RunRequest["messages"] = [{ role: "system", content: facts.repeat(20) }, { role: "user", content: "Where is my order 4821?" }];
    const before = await first.ask("demo-support-v2", "", { messages });
    expect(before.row.usage.cachedTokens).toBe(0);
    expect(readdirSync(join(first.dataFolder, "kv", before.row.conditions.modelSha256!))).toHaveLength(1);
    await first.close();
    const second = await openCore(first.dataFolder);
    const after = await second.ask("demo-support-v2", "", { messages });
    expect(after.row.usage.cachedTokens).toBeGreaterThan(after.row.usage.promptTokens! - 64);
    expect(after.row.output).toBe(before.row.output);
    expect(after.row.conditions.isReuseExact).toBe(true);
  });

  it("keeps nothing on disk of a model that is not pinned", async () => {
    const { dataFolder, ask } = await openCore();
    await ask("demo-support-v2", "", { messages: [{ role: "system", content: facts.repeat(4) }, { role: "user", content: "Where is my order 4821?" }] });
    expect(existsSync(join(dataFolder, "kv"))).toBe(false);
  });

  it.skipIf(!draft)("records how many guesses of a draft model were right (needs ../shared/models)", async () => {
    const { models, set, ask } = await openCore();
    const { model } = await models.import({ path: draft! }, never);
    const plain = await ask("demo-support-v2", "Where is my order 4821?");
    await set("demo-support-v2", { draftModelId: model.id, replicas: 1 });
    const guessed = await ask("demo-support-v2", "Where is my order 4821?");
    expect(guessed.error).toBeUndefined();
    expect(guessed.row.output).toBe(plain.row.output);
    const { drafted, accepted } = guessed.row.conditions.guesses!;
    expect(accepted).toBeGreaterThan(5);
    expect(accepted).toBeLessThanOrEqual(drafted);
    expect(plain.row.conditions.guesses).toBeNull();
  });

  it("says how many tokens a full context forgot", async () => {
    const { set, ask } = await openCore();
    await set("demo-support-v2", { contextShift: "shift", contextTokens: 256, replicas: 1 });
    const { row } = await ask("demo-support-v2", "Tell me everything.", { sampling: { temperature: 5, topK: 0, topP: 1, minP: 0, seed: 5, maxTokens: 400 } });
    expect(row.usage.completionTokens).toBe(400);
    expect(row.conditions.droppedTokens).toBeGreaterThan(100);
  });
});
