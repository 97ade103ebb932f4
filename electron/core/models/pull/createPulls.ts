import { join } from "node:path";
import type { CoreContract } from "../../../../shared/contract.ts";
import { AppError } from "../../../../shared/errors.ts";
import type { Services } from "../../../../shared/rpc/contract.ts";
import type { Pulled, PullRequest } from "../../../../shared/schemas/pull.ts";
import type { Jobs, Report } from "../../jobs/jobs.ts";
import { addToLibrary } from "./addToLibrary.ts";
import { defaultAttempts, type Attempts } from "./fetchFile.ts";
import type { Library } from "../libraryApi.ts";
import { parseUri, type PullSource } from "./parseUri.ts";
import { doneBytesOf, runPull } from "./runPull.ts";
import { folderOf, readRecord, readRecords, removeRecord, type PullRecord } from "./pullRecord.ts";
import { readCatalog } from "./readCatalog.ts";
import type { Requester } from "./requester.ts";
import { fileNameOf, shownUri } from "./sourceFiles.ts";

type Parts = {
  jobs: Jobs;
  library: Pick<Library, "list" | "get" | "import" | "update">;
  /** Asked at each pull; throws where the environment is wrong. */
  openRequester: () => Requester;
  resourcesFolder: string;
  /** Absolute; `incoming` in it holds what is not whole yet. */
  modelsFolder: string;
  now: () => number;
  attempts?: Attempts;
};
export type Pulls = Pick<Services<CoreContract>["models"], "catalog" | "pull" | "pulled" | "unfinishedPulls" | "discardPull">;

const mostAtOnce = 8;
const keptResults = 200;

/** Fetches models from the hub and from the web, each in a job that survives its page, and goes on with those that were cut short. */
export function createPulls({ jobs, library, openRequester, resourcesFolder, modelsFolder, now, attempts = defaultAttempts }: Parts): Pulls {
  const catalog = readCatalog(resourcesFolder);
  const incoming = join(modelsFolder, "incoming");
  /** By folder. */
  const running = new Map<string, string>();
  const results = new Map<string, Pulled>();

  /** One whose file went away or changed is no reason not to fetch it. */
  const knownModel = (sha256: string) => library.list().find((model) => model.sha256 === sha256 && model.fileState === "ready")?.id;

  async function work(requester: Requester, folder: string, source: PullSource, record: PullRecord, signal: AbortSignal, report: Report): Promise<Pulled> {
    const uri = shownUri(record.request.uri, source);
    const catalogEntry = catalog.find((entry) => entry.uri === record.request.uri.trim());
    try {
      const outcome = await runPull({ requester, modelsFolder, attempts, now, knownModel }, { source, record, folder, catalogEntry, signal, report });
      const pulled = await addToLibrary({ library, jobs, knownModel }, { outcome, uri, name: record.request.name, catalogEntry, signal });
      await removeRecord(folder);
      return pulled;
    } catch (error) {
      // Nothing is left to go on with.
      if (doneBytesOf(record, folder) === 0) await removeRecord(folder);
      throw error;
    }
  }

  function keep(jobId: string, pulled: Pulled): void {
    results.set(jobId, pulled);
    for (const oldest of results.keys()) if (results.size > keptResults) results.delete(oldest);
  }

  return {
    catalog: () => catalog,

    pull(request: PullRequest) {
      const source = parseUri(request.uri);
      const requester = openRequester();
      const folder = folderOf(incoming, request.uri.trim());
      const open = running.get(folder);
      if (open !== undefined) return { jobId: open };
      if (running.size >= mostAtOnce) throw new AppError("busy", `${mostAtOnce} models are being pulled already.`, { fix: "Wait for one of them, or cancel one." });
      const record: PullRecord = { ...(readRecord(folder) ?? { startedAt: now(), address: null, target: null, files: [] }), request };
      const job = jobs.start({ kind: "pull", title: `Pull ${titleOf(source)}`, subject: shownUri(request.uri, source) }, async (signal, report) => {
        try {
          const pulled = await work(requester, folder, source, record, signal, report);
          keep(job.id, pulled);
        } finally {
          running.delete(folder);
        }
      });
      running.set(folder, job.id);
      return { jobId: job.id };
    },

    pulled: ({ id }) => results.get(id) ?? null,

    unfinishedPulls() {
      const found = readRecords(incoming).map(({ folder, record }) => {
        const { request, startedAt, files } = record;
        const isSaid = files.length > 0 && files.every(({ sizeBytes }) => sizeBytes !== null);
        return { uri: request.uri, name: request.name ?? titleOf(parseUri(request.uri)), doneBytes: doneBytesOf(record, folder), totalBytes: isSaid ? files.reduce((sum, { sizeBytes }) => sum + sizeBytes!, 0) : null, startedAt, jobId: running.get(folder) ?? null };
      });
      return found.sort((a, b) => b.startedAt - a.startedAt);
    },

    async discardPull({ uri }) {
      const folder = folderOf(incoming, uri.trim());
      if (running.has(folder)) throw new AppError("busy", "A job is fetching it.", { fix: "Cancel the job first." });
      await removeRecord(folder);
      return {};
    },
  };
}

function titleOf(source: PullSource): string {
  switch (source.kind) {
    case "web": return fileNameOf(source.url).replace(/\.gguf$/, "");
    case "hub": return source.file.split("/").at(-1)!.replace(/\.gguf$/i, "");
    case "quantization": return `${source.repository} ${source.quantization}`;
  }
}
