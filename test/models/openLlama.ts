import { existsSync } from "node:fs";
import { onTestFinished } from "vitest";
import type { z } from "zod";
import { startLlamaProcess } from "../../electron/core/models/llamaProcess.ts";
import type { GenerateEvent, GenerateRequest, LoadRequest } from "../../shared/llama.ts";
import { ResolvedSampling, samplingDefaults, type Sampling } from "../../shared/schemas/chat.ts";
import { ModelSettings, type Runtime } from "../../shared/schemas/model.ts";
import { demoPath, llamaEntry, pathOf } from "./demoModel.ts";

type Load = Partial<Omit<z.input<typeof LoadRequest>, "settings">> & { settings?: Partial<z.input<typeof LoadRequest>["settings"]> };
type Request = Omit<z.input<typeof GenerateRequest>, "promptTokens" | "sampling"> & { sampling?: Sampling };
export type LlamaAnswer = { text: string; tokens: number[]; events: GenerateEvent[]; started: Extract<GenerateEvent, { type: "started" }>; done: Extract<GenerateEvent, { type: "done" }> };

/** A file beside the checkout, which not every machine has; null: it is not there. */
export function sharedModel(name: string): string | null {
  const path = pathOf(`../shared/models/${name}`);
  return existsSync(path) ? path : null;
}

/** A question in the demo model's own format. */
export const chat = (user: string, system?: string) => `${system === undefined ? "" : `<|im_start|>system\n${system}<|im_end|>\n`}<|im_start|>user\n${user}<|im_end|>\n<|im_start|>assistant\n`;

/** A real llama process with a model in it, asked without a gateway. At temperature 0 where the sampling does not say. */
export async function openLlama({ settings, ...load }: Load = {}) {
  const process = startLlamaProcess(llamaEntry);
  onTestFinished(() => process.stop());
  const { model } = process.client;
  const { replicas: _, keepAliveMinutes: _k, isPinned: _p, draftModelId: _d, ...defaults } = ModelSettings.parse({ gpu: "off", threads: 1, contextTokens: 4096, slots: 1 });
  let runtime: Runtime | undefined;
  for await (const event of model.load({ path: demoPath, ...load, settings: { ...defaults, threads: 1, contextTokens: 4096, ...settings } })) if (event.type === "loaded") runtime = event.runtime;

  return {
    runtime: runtime!,
    process,
    tokenize: async (text: string) => (await model.tokenize({ text, limit: 100_000 })).tokens,
    async ask(prompt: string | number[], { sampling, ...request }: Request = {}, signal?: AbortSignal): Promise<LlamaAnswer> {
      const promptTokens = typeof prompt === "string" ? (await model.tokenize({ text: prompt, limit: 100_000 })).tokens : prompt;
      const events: GenerateEvent[] = [];
      for await (const event of model.generate({ promptTokens, sampling: ResolvedSampling.parse({ ...samplingDefaults, seed: 1, temperature: 0, ...sampling }), ...request }, signal)) events.push(event);
      const of = <T extends GenerateEvent["type"]>(type: T) => events.filter((event): event is Extract<GenerateEvent, { type: T }> => event.type === type);
      return { text: of("tokens").map(({ text }) => text).join(""), tokens: of("tokens").flatMap(({ tokens }) => tokens), events, started: of("started")[0]!, done: of("done")[0]! };
    },
  };
}
