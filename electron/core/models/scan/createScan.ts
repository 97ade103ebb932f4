import { stat } from "node:fs/promises";
import { isAbsolute, join, resolve } from "node:path";
import { AppError } from "../../../../shared/errors.ts";
import { createChanges } from "../../../../shared/rpc/changes.ts";
import type { FoundFile } from "../../../../shared/schemas/model.ts";
import type { Jobs } from "../../jobs/jobs.ts";
import type { Library } from "../libraryApi.ts";
import { fileFailure } from "../openRegularFile.ts";
import { fromHome } from "./fromHome.ts";
import { scanPlaces } from "./scanPlaces.ts";
import { storePlaces, type Place } from "./storePlaces.ts";

type Parts = { library: Pick<Library, "idOf">; jobs: Jobs; home: string; environment?: Record<string, string | undefined> };
type Scan = { found: FoundFile[]; isDone: boolean; changes: ReturnType<typeof createChanges> };

const keptScans = 4;
const shownEveryMs = 200;
const mostFound = 10_000;

const isFolder = (path: string) => stat(path).then((seen) => seen.isDirectory(), () => false);

/** A folder that a person named. One that is an Ollama store is read as such: its files have no names of their own. */
async function givenPlace(path: string, home: string): Promise<Place> {
  const whole = fromHome(path, home);
  const folder = resolve(whole);
  if (!isAbsolute(whole)) throw new AppError("bad-request", `"${path}" is not an absolute path.`, { fix: "Give the whole path of the folder." });
  const seen = await stat(folder).catch((error: unknown) => { throw fileFailure(error, folder); });
  if (!seen.isDirectory()) throw new AppError("bad-request", `${folder} is not a folder.`, { fix: "Give the folder that it lies in, or import the file itself." });
  const isOllama = (await isFolder(join(folder, "manifests"))) && (await isFolder(join(folder, "blobs")));
  return { place: isOllama ? "ollama" : "folder", folder };
}

/** Finds GGUF files in folders, in jobs. `home`: where the stores of other programs are looked for. */
export function createScan({ library, jobs, home, environment = process.env }: Parts) {
  const scans = new Map<string, Scan>();

  function keep(id: string, scan: Scan): void {
    scans.set(id, scan);
    const done = [...scans].filter(([, { isDone }]) => isDone);
    for (const [each] of done.slice(0, Math.max(0, scans.size - keptScans))) scans.delete(each);
  }

  return {
    /** Throws `not-found` and `bad-request` for paths that are no folders. */
    async scan({ paths }: { paths?: string[] | undefined }): Promise<{ jobId: string }> {
      const places = paths ? await Promise.all(paths.map((path) => givenPlace(path, home))) : storePlaces(home, environment);
      const scan: Scan = { found: [], isDone: false, changes: createChanges(shownEveryMs) };
      const job = jobs.start({ kind: "scan", title: paths?.length === 1 ? `Look for models in ${paths[0]}` : "Look for models", subject: null }, async (signal, report) => {
        try {
          let files = 0;
          const onFile = () => ++files % 50 === 0 && report({ done: files, total: 0, unit: "files" });
          for await (const file of scanPlaces(places, { signal, idOf: library.idOf, onFile })) {
            scan.found.push(file);
            scan.changes.notify();
            if (scan.found.length >= mostFound) break;
          }
          report({ done: files, total: files, unit: "files" });
        } finally {
          scan.isDone = true;
          scan.changes.notify();
        }
      });
      keep(job.id, scan);
      return { jobId: job.id };
    },

    /** What the scan of a job has seen so far, until it has ended. Throws `not-found` for one that is not kept any more. */
    async *found({ jobId }: { jobId: string }, signal: AbortSignal): AsyncGenerator<FoundFile[]> {
      const scan = scans.get(jobId);
      if (!scan) throw new AppError("not-found", `There is no scan ${jobId}.`, { fix: "Look for models again." });
      for await (const _ of scan.changes.each(signal)) {
        const { isDone } = scan;
        yield [...scan.found];
        if (isDone) return;
      }
    },
  };
}
export type ScanService = ReturnType<typeof createScan>;
