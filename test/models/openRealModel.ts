import { onTestFinished } from "vitest";
import { createGateway } from "../../electron/core/gateway/gateway.ts";
import { createTemplateRenderer } from "../../electron/core/gateway/templateRenderer.ts";
import type { StoredModel } from "../../electron/core/models/libraryApi.ts";
import { startLlamaProcess } from "../../electron/core/models/llamaProcess.ts";
import { readGguf } from "../../electron/core/models/readGguf.ts";
import { createRuntimes } from "../../electron/core/models/runtimes.ts";
import type { RunRequest, Sampling } from "../../shared/schemas/chat.ts";
import { defaultModelSettings, type ModelSettings } from "../../shared/schemas/model.ts";
import { drain } from "../helpers/drain.ts";
import { memoryRecorder } from "../helpers/memoryRecorder.ts";
import { oneModelLibrary } from "../helpers/oneModelLibrary.ts";
import { demoPath, llamaEntry, pathOf } from "./demoModel.ts";

export const question = "Where is my order 4821?";
/** Makes this small model go on and on. */
export const longQuestion = "Tell me everything about shipping, refunds, returns and warranties, one after the other.";
/** Very hot, so that the end token is unlikely for a long time. */
export const endless: Sampling = { temperature: 5, topK: 0, topP: 1, minP: 0, seed: 5 };

/** The real gateway over a real process of the demo model; rows stay in memory. */
export function openRealModel(settings: Partial<ModelSettings> = {}, more: Partial<StoredModel> = {}, path = demoPath) {
  const { library, change } = oneModelLibrary(path, async () => (await readGguf(path)).chat, { contextLength: 4096, settings: { ...defaultModelSettings, gpu: "off", threads: 1, ...settings }, ...more });
  const runtimes = createRuntimes({ library, start: () => startLlamaProcess(llamaEntry), gpu: () => "off" });
  const renderer = createTemplateRenderer({ workerEntry: pathOf("electron/core/template.worker.ts") });
  const log = memoryRecorder();
  const gateway = createGateway({ library, runtimes, renderer, recorder: log.recorder, now: Date.now });
  onTestFinished(async () => {
    await gateway.close();
    renderer.close();
    await runtimes.close();
  });
  const { id } = library.list()[0]!;
  const request = (content: string, sampling: Sampling): RunRequest => ({ target: "demo", messages: [{ role: "user", content }], sampling, origin: "playground" });

  return {
    gateway, log, runtimes, change, id, request,
    /** Asks once and gives the row. */
    async ask(content: string, sampling: Sampling = {}, signal = new AbortController().signal) {
      const { events, error } = await drain(gateway.run(request(content, sampling), signal));
      const begun = events[0]!;
      const { outcome } = log.rows.find((row) => begun.type === "begun" && row.id === begun.interactionId)!;
      return { events, error, row: outcome!, text: events.map((event) => (event.type === "text" ? event.text : "")).join("") };
    },
    pid(): number {
      const state = runtimes.state(id);
      if (state.state !== "loaded") throw new Error(`The model is ${state.state}.`);
      return state.runtime.pid;
    },
  };
}
