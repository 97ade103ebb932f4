import type { Database } from "better-sqlite3";
import { basename, isAbsolute } from "node:path";
import { AppError, toFailure } from "../../../../shared/errors.ts";
import type { IncomingBatch, Ingested } from "../../../../shared/schemas/incoming.ts";
import type { Imported, TransferPreview, TransferRequest } from "../../../../shared/schemas/transfer.ts";
import { coreEnds, type Jobs } from "../../jobs/jobs.ts";
import type { ItemBatch } from "./itemBatch.ts";
import { createImportStore, type ImportRecord } from "./importStore.ts";
import { previewOnThread, readOnThread, type FileReading } from "./importWorker.ts";
import { beginning } from "./openRecords.ts";
import { tally } from "./tally.ts";

type Parts = {
  db: Database;
  jobs: Jobs;
  /** The reading thread's entry. */
  entry: string;
  log: { ingest(batch: IncomingBatch, signal?: AbortSignal): Promise<Ingested> };
  now: () => number;
};
export type Imports = {
  preview(request: TransferRequest, signal?: AbortSignal): Promise<TransferPreview>;
  import(request: TransferRequest, signal?: AbortSignal): Promise<{ jobId: string }>;
  imported(request: { jobId: string }, signal?: AbortSignal): Imported;
};

const mostAtOnce = 4;
const savedEveryMs = 500;

/** Files coming in: each is read on a thread of its own and stored by the log, in a job that goes on where it stopped when core dies. */
export function createImports({ db, jobs, entry, log, now }: Parts): Imports {
  const store = createImportStore(db, now);
  const running = new Map<string, ImportRecord>();

  /** One batch is prepared while the one before it is written; they are counted in their order. */
  async function take(reading: FileReading, record: ImportRecord, signal: AbortSignal, onBatch: (fileBytes: number) => void): Promise<void> {
    let savedAt = now();
    const count = (batch: ItemBatch, fates: Ingested) => {
      tally(record, batch, fates);
      record.place = batch.place;
      onBatch(batch.fileBytes);
      if (now() - savedAt < savedEveryMs) return;
      savedAt = now();
      // Behind what is durable: after a crash at most the last moments are read twice, and found to be there.
      store.save(record);
    };
    let last = Promise.resolve();
    try {
      for await (const batch of reading.batches(record.place, signal)) {
        const before = last;
        const stored = log.ingest(batch.items, signal);
        last = Promise.all([stored, before]).then(([fates]) => count(batch, fates));
        // Heard below, whichever of them fails.
        last.catch(() => {});
        await before;
      }
    } finally {
      await last;
    }
  }

  function end(record: ImportRecord, state: ImportRecord["state"], error: unknown): void {
    record.state = state;
    record.error = state === "failed" ? toFailure(error) : null;
    running.delete(record.jobId);
    store.save(record);
  }

  return {
    preview: (request, signal) => previewOnThread(entry, checked(request), now(), signal),

    async import(request, asking) {
      if (running.size >= mostAtOnce) throw new AppError("busy", `${running.size} files are being imported.`, { fix: "Wait until one of them is done." });
      const reading = await readOnThread(entry, checked(request), now(), asking);
      const { sizeBytes, modifiedMs, format, why } = reading.file;
      const file = JSON.stringify([request.path, sizeBytes, modifiedMs, format, request.map ?? null, request.timeZone ?? null]);
      const earlier = store.cutShort(file);
      const fresh = { imported: 0, duplicates: 0, rejected: 0, rejects: [], spans: 0, feedback: 0, othersThere: 0, zoneAssumed: 0, records: 0 };
      const record: ImportRecord = { ...fresh, place: beginning, ...earlier, jobId: "", file, path: request.path, format, why, state: "running", error: null, resumedAtBytes: earlier && earlier.place.byte };
      try {
        const job = jobs.start({ kind: "import", title: `Import ${basename(request.path)}`, subject: request.path }, async (signal, report) => {
          try {
            await Promise.resolve();
            await take(reading, record, signal, (done) => report({ done, total: sizeBytes, unit: "bytes" }));
            report({ done: sizeBytes, total: sizeBytes, unit: "bytes" });
            end(record, "done", null);
          } catch (error) {
            end(record, signal.aborted ? (signal.reason === coreEnds ? "interrupted" : "cancelled") : "failed", error);
            throw error;
          } finally {
            await reading.close();
          }
        });
        record.jobId = job.id;
        running.set(job.id, record);
        store.save(record);
        return { jobId: job.id };
      } catch (error) {
        await reading.close();
        throw error;
      }
    },

    imported({ jobId }) {
      const record = running.get(jobId) ?? store.get(jobId);
      if (!record) throw new AppError("not-found", `There is no import ${jobId}.`, { fix: "Import the file again; what is there is not imported twice." });
      const { file: _, place, ...imported } = record;
      return { ...imported, records: place.records };
    },
  };
}

function checked(request: TransferRequest): TransferRequest {
  if (!isAbsolute(request.path) || request.path.includes("\0")) throw new AppError("bad-request", "An import needs a whole path.", { fix: "Give one that begins at the root of the disk." });
  return request;
}
