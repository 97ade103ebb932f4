import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCore } from "../../../electron/core/createCore.ts";
import { AppError } from "../../../shared/errors.ts";

export type CoreSettings = { modelPath: string; threads: number; slots: number; contextTokens: number; replicas: number };

const never = new AbortController().signal;

/** Tapedeck as it is used: core, its gateway and its recording, and the model's processes. */
export async function startCore({ modelPath, ...settings }: CoreSettings) {
  const dataFolder = mkdtempSync(join(tmpdir(), "tapedeck-bench-"));
  const core = await createCore({ dataFolder, startNew: false });
  const { models, gateway, interactions } = core.services;
  const { model } = await models.import({ path: modelPath }, never);
  await hashed(model.id);
  await models.update({ id: model.id, settings: { ...model.settings, gpu: "off", ...settings } }, never);

  async function hashed(id: string): Promise<void> {
    for await (const all of models.watch({}, never)) if (all.find((each) => each.id === id)?.sha256) return;
  }

  /** One recorded greedy answer. `ends`: tokens that are never taken, so that it does not end early. */
  async function ask(prompt: string, answerTokens: number, ends: number[]): Promise<{ id: string; tokens: number }> {
    const logitBias = Object.fromEntries(ends.map((token) => [token, -100]));
    for await (const event of gateway.run({ target: model.id, messages: [{ role: "user", content: prompt }], sampling: { temperature: 0, seed: 0, maxTokens: answerTokens, logitBias }, origin: "chat" }, never))
      if (event.type === "done") return { id: event.interactionId, tokens: event.usage.completionTokens ?? 0 };
    throw new AppError("internal", "The answer did not end.");
  }

  return {
    ask,
    /** What the model was given for a prompt. */
    async promptTokens(prompt: string): Promise<number[]> {
      const { id } = await ask(prompt, 1, []);
      return (await interactions.get({ id }, never)).promptTokens!;
    },
    async close() {
      await core.close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
