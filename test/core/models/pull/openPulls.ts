import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createPulls } from "../../../../electron/core/models/pull/createPulls.ts";
import { createRequester, type RequesterParts } from "../../../../electron/core/models/pull/requester.ts";
import type { Job } from "../../../../shared/schemas/job.ts";
import { buildGguf } from "../../../helpers/buildGguf.ts";
import { until } from "../../../helpers/until.ts";
import { openLibrary, resourcesFolder } from "../openLibrary.ts";

/** A sound GGUF of about `sizeBytes`, in one tensor. `salt` makes its bytes others. */
export function modelBytes(sizeBytes: number, salt = "a"): Buffer {
  const rows = Math.max(1, Math.ceil(sizeBytes / 128));
  return buildGguf({
    metadata: [["general.architecture", { string: "llama" }], ["llama.context_length", { u32: 2048 }], ["general.name", { string: `model ${salt}` }]],
    tensors: [{ name: "token_embd.weight", dimensions: [32n, BigInt(rows)], type: 0, offset: 0n }],
    dataBytes: 128 * rows,
  });
}
export const sha256Of = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

type More = Partial<RequesterParts> & { folder?: string };

/** Pulls over a real library, with a hub at `hub`, that wait for milliseconds where people wait for seconds. */
export function openPulls(hub: string, { folder, ...more }: More = {}) {
  const opened = openLibrary(folder === undefined ? {} : { folder });
  const modelsFolder = join(opened.folder, "models");
  const requester = createRequester({ hub: new URL(hub), hubToken: "hf_secret", environment: {}, idleMs: 5000, userAgent: "tapedeck/test", ...more });
  const attempts = { most: 4, mostBeforeFirstByte: 3, firstWaitMs: 1, longestWaitMs: 5 };
  const { jobs, library } = opened;
  const pulls = createPulls({ jobs, library, openRequester: () => requester, resourcesFolder, modelsFolder, now: Date.now, attempts });
  const never = new AbortController().signal;

  const jobOf = (id: string) => jobs.list().find((job) => job.id === id)!;
  return {
    ...opened,
    pulls,
    modelsFolder,
    jobOf,
    start: async (uri: string, more: { sha256?: string; name?: string } = {}) => (await pulls.pull({ uri, ...more }, never)).jobId,
    /** The job at its end, all notes that it showed, and what it brought. */
    async pull(uri: string, more: { sha256?: string; name?: string } = {}) {
      const { jobId } = await pulls.pull({ uri, ...more }, never);
      const notes: string[] = [];
      let job: Job = jobOf(jobId);
      await until(() => {
        job = jobOf(jobId);
        const { note } = job.progress ?? {};
        if (note !== undefined && note !== notes.at(-1)) notes.push(note);
        return job.state !== "running";
      });
      return { job, notes, pulled: await pulls.pulled({ id: jobId }, never) };
    },
    /** Names in the folder of models, and of everything that is not whole yet. */
    left: () => ({
      models: existsSync(modelsFolder) ? readdirSync(modelsFolder).filter((name) => name !== "incoming") : [],
      incoming: existsSync(join(modelsFolder, "incoming")) ? readdirSync(join(modelsFolder, "incoming"), { recursive: true }).map(String) : [],
    }),
  };
}
