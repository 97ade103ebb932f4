import { startLlamaProcess } from "../../../electron/core/models/llamaProcess.ts";
import { places } from "../../../electron/core/places.ts";
import { samplingDefaults } from "../../../shared/schemas/chat.ts";
import { defaultModelSettings } from "../../../shared/schemas/model.ts";

export type PlainSettings = { modelPath: string; threads: number; slots: number; contextTokens: number; replicas: number };

/** Tapedeck's llama processes asked directly: no core, no recording. */
export async function startPlainProcesses({ modelPath, threads, slots, contextTokens, replicas }: PlainSettings) {
  const processes = Array.from({ length: replicas }, () => startLlamaProcess(places.llamaEntry));
  const settings = { ...defaultModelSettings, gpu: "off" as const, threads, slots, contextTokens };
  for (const { client } of processes) for await (const _ of client.model.load({ path: modelPath, settings }));
  const models = processes.map(({ client }) => client.model);
  let asked = 0;

  return {
    async ask(promptTokens: number[], answerTokens: number): Promise<number> {
      const model = models[asked++ % models.length]!;
      let tokens = 0;
      for await (const event of model.generate({ promptTokens, sampling: { ...samplingDefaults, temperature: 0, seed: 0, maxTokens: answerTokens, ignoreEnd: true }, reuse: "none" })) if (event.type === "tokens") tokens += event.tokens.length;
      return tokens;
    },
    close: async () => void (await Promise.all(processes.map((each) => each.stop()))),
  };
}
