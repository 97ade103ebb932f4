import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { createGateway } from "../../../electron/core/gateway/gateway.ts";
import { createTemplateRenderer } from "../../../electron/core/gateway/templateRenderer.ts";
import { createRuntimes } from "../../../electron/core/models/runtimes.ts";
import type { RunRequest } from "../../../shared/schemas/chat.ts";
import { memoryRecorder } from "../../helpers/memoryRecorder.ts";
import { oneModelLibrary } from "../../helpers/oneModelLibrary.ts";
import { scriptedLlama, type Script } from "../../helpers/scriptedLlama.ts";

export const templateWorker = fileURLToPath(new URL("../../../electron/core/template.worker.ts", import.meta.url));

export function openGateway(script: Script = {}, { template = null as string | null, commit = undefined as ((id: string) => Promise<void>) | undefined } = {}) {
  const llama = scriptedLlama(script);
  const { library, change } = oneModelLibrary("/models/demo.gguf", async () => ({ template, bosToken: "<s>", eosToken: "</s>" }));
  const log = memoryRecorder(commit);
  const runtimes = createRuntimes({ library, start: llama.start, gpu: () => "off" });
  const renderer = createTemplateRenderer({ workerEntry: templateWorker, limitMs: 300 });
  const gateway = createGateway({ library, runtimes, renderer, recorder: log.recorder, now: () => 1_700_000_000_000 });
  onTestFinished(async () => {
    renderer.close();
    await runtimes.close();
  });
  return { gateway, log, llama, runtimes, change };
}

export const hello: RunRequest = { target: "demo", messages: [{ role: "user", content: "Hello" }], sampling: {}, origin: "playground" };

export const never = new AbortController().signal;
