import { join } from "node:path";
import { onTestFinished } from "vitest";
import { resolveSampling } from "../../electron/core/gateway/resolveSampling.ts";
import { createJobs } from "../../electron/core/jobs/jobs.ts";
import { createLibrary } from "../../electron/core/models/library.ts";
import { startLlamaProcess } from "../../electron/core/models/llamaProcess.ts";
import type { LoadedModel } from "../../electron/core/models/loadedModel.ts";
import { createModelRuntimes } from "../../electron/core/models/runtime/createModelRuntimes.ts";
import type { ReplicaPlan } from "../../electron/core/models/runtime/replicaPlan.ts";
import { mainMigrations } from "../../electron/core/storage/main/migrations.ts";
import { openDatabase } from "../../electron/core/storage/openDatabase.ts";
import { defaultModelSettings, type ModelSettings } from "../../shared/schemas/model.ts";
import { tempFolder } from "../helpers/tempFolder.ts";
import { llamaEntry, pathOf } from "./demoModel.ts";

const never = new AbortController().signal;

/** The real library and runtimes over one data folder, with real processes of `entry`; without the gateway. */
export function openRuntimes({ folder = tempFolder(), entry = llamaEntry, best = null as ReplicaPlan | null } = {}) {
  const db = openDatabase(join(folder, "tapedeck.sqlite"), mainMigrations);
  const jobs = createJobs({ db, now: Date.now });
  const library = createLibrary({ db, jobs, resourcesFolder: pathOf("resources"), modelsFolder: join(folder, "models"), now: Date.now });
  const start = () => startLlamaProcess(entry);
  const { runtimes, fit } = createModelRuntimes({ db, library, start, gpu: () => "auto", machine: "this", bestReplicas: () => best, now: Date.now });
  let isClosed = false;

  async function close(): Promise<void> {
    if (isClosed) return;
    isClosed = true;
    library.close();
    await jobs.close();
    await runtimes.close();
    db.close();
  }
  onTestFinished(close);

  async function ready(id: string): Promise<LoadedModel> {
    const steps = runtimes.ready(id, never);
    for (;;) {
      const step = await steps.next();
      if (step.done) return step.value;
    }
  }

  return {
    library, runtimes, fit, close, ready,

    /** Imports the file at `path` with `settings`, on the processor with one thread where they say nothing else. Gives its id. */
    async add(path: string, settings: Partial<ModelSettings> = {}): Promise<string> {
      const { model } = await library.import({ path });
      library.update(model.id, { settings: { ...defaultModelSettings, gpu: "off", threads: 1, ...settings } });
      return model.id;
    },
    set: (id: string, settings: Partial<ModelSettings>) => void library.update(id, { settings: { ...library.get(id).settings, ...settings } }),

    /** Gives the text of one answer, at temperature 0. `seen` is told of each event with the answering process's id. */
    async ask(id: string, text: string, maxTokens = 20, seen: (type: string, pid: number) => void = () => {}): Promise<string> {
      const model = await ready(id);
      const release = model.hold();
      try {
        const { tokens } = await model.tokenize({ text, limit: model.runtime.contextTokens });
        let answer = "";
        for await (const event of model.generate({ promptTokens: tokens, sampling: { ...resolveSampling({ temperature: 0 }), maxTokens } }, never)) {
          seen(event.type, model.runtime.pid);
          if (event.type === "tokens") answer += event.text;
        }
        return answer;
      } finally {
        release();
      }
    },

    /** The processes of a loaded model. */
    replicas(id: string) {
      const state = runtimes.state(id);
      return state.state === "loaded" ? state.replicas : [];
    },
  };
}
