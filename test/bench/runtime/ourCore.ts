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

  let asked = 100_000;
  /** One recorded greedy answer of exactly `answerTokens`. Each prompt begins with another number, so that nothing of the one before can be used again. */
  async function ask(prompt: string, answerTokens: number): Promise<{ id: string; tokens: number }> {
    for await (const event of gateway.run({ target: model.id, messages: [{ role: "system", content: `${asked++} is the number of this request.` }, { role: "user", content: prompt }], sampling: { temperature: 0, seed: 0, maxTokens: answerTokens, ignoreEnd: true }, origin: "chat" }, never))
      if (event.type === "done") return { id: event.interactionId, tokens: event.usage.completionTokens ?? 0 };
    throw new AppError("internal", "The answer did not end.");
  }

  return {
    ask,
    /** What the model is given for a prompt. */
    async promptTokens(prompt: string): Promise<number[]> {
      const { id } = await ask(prompt, 1);
      return (await interactions.get({ id }, never)).promptTokens!;
    },
    async close() {
      await core.close();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
