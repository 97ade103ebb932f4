import { toFailure } from "../../../shared/errors.ts";
import type { Jobs } from "../jobs/jobs.ts";
import { unlessAborted } from "../unlessAborted.ts";
import { hashFiles, type HashedFile } from "./hashFile.ts";
import type { ModelFile, ModelRecord, ModelTables } from "./modelTables.ts";
import { partPaths } from "./splits/splitName.ts";
import { statParts } from "./splits/timeOfParts.ts";

type Report = (doneBytes: number, totalBytes: number) => void;
/** `unsure`: only the file's time differs, its bytes have to be hashed again. */
export type Seen = ModelFile["state"] | "unsure";
export type Check = { jobId: string; done: Promise<void> };

type Parts = { tables: ModelTables; jobs: Jobs; pathOf: (location: string) => string; onChange: () => void };

/** Looks at models' files and hashes, in jobs, those whose bytes are not known. */
export function createFileChecks({ tables, jobs, pathOf, onChange }: Parts) {
  const running = new Map<string, Check>();
  /** Files whose job failed or was cancelled: not tried again by itself. */
  const held = new Set<string>();
  let isClosed = false;

  async function look({ location, modifiedUs, refusedUs }: ModelFile, model: ModelRecord): Promise<Seen> {
    const seen = await statParts(partPaths(pathOf(location), model.parts));
    if (!seen) return "missing";
    if (!seen.areFiles || seen.sizeBytes !== model.sizeBytes || seen.modifiedUs === refusedUs) return "changed";
    if (seen.modifiedUs !== modifiedUs) return model.sha256 ? "unsure" : "changed";
    return model.sha256 ? "ready" : "hashing";
  }

  /** Writes down what was seen of a file, unless it was moved or taken out meanwhile. */
  function note(file: ModelFile, changes: Partial<ModelFile>): void {
    if (isClosed) return;
    const current = tables.file(file.location);
    if (!current || current.modelId !== file.modelId) return;
    const next = { ...current, ...changes };
    tables.putFile(next);
    if (next.state !== current.state) onChange();
  }

  /** What the hash says of the file: a model's own bytes, a model that is known already, or others. */
  function settle(file: ModelFile, { sha256, sizeBytes, modifiedUs }: HashedFile): void {
    if (isClosed) return;
    const model = tables.model(file.modelId);
    if (!model || tables.file(file.location)?.modelId !== model.id) return;
    const isItself = model.sha256 === null ? sizeBytes === model.sizeBytes && modifiedUs === file.modifiedUs : model.sha256 === sha256;
    if (!isItself) return note(file, { state: "changed", refusedUs: modifiedUs });
    tables.inOne(() => {
      tables.putFile({ ...file, state: "ready", modifiedUs, refusedUs: null });
      const known = tables.modelByHash(sha256);
      if (known && known.id !== model.id) tables.merge(model.id, known.id);
      else tables.putModel({ ...model, sha256 });
    });
    onChange();
  }

  /** Runs `work` on the file as a job; `done` resolves when it has ended, however it ended. One job a file. */
  function start(file: ModelFile, title: string, work: (signal: AbortSignal, report: Report) => Promise<void>): Check {
    const { promise: done, resolve } = Promise.withResolvers<void>();
    const isCurrent = () => running.get(file.location)?.done === done;
    held.delete(file.location);
    const job = jobs.start({ kind: "hash", title, subject: file.modelId }, async (signal, report) => {
      try {
        await work(signal, (doneBytes, totalBytes) => report({ done: doneBytes, total: totalBytes, unit: "bytes" }));
      } catch (error) {
        if (isCurrent()) held.add(file.location);
        if (toFailure(error).code === "model-changed") note(file, { state: "changed" });
        throw error;
      } finally {
        if (isCurrent()) running.delete(file.location);
        resolve();
      }
    });
    const check = { jobId: job.id, done };
    running.set(file.location, check);
    return check;
  }

  /** Hashes the file and settles what it is. Gives the job that already does. */
  function hash(file: ModelFile, model: ModelRecord): Check {
    const paths = partPaths(pathOf(file.location), model.parts);
    const work = async (signal: AbortSignal, report: Report) => settle(file, await hashFiles(paths, { signal, report }));
    return running.get(file.location) ?? start(file, `Hash ${model.name}`, work);
  }

  return {
    look,
    hash,
    start,
    settle,
    /** Whether the file's job may start by itself. */
    isFree: (location: string): boolean => !running.has(location) && !held.has(location),
    runningAt: (location: string): Check | undefined => running.get(location),
    /** Stops the file's job, which no longer has a model to work for. */
    stop(location: string): void {
      const check = running.get(location);
      running.delete(location);
      if (check) void jobs.cancel({ id: check.jobId });
    },
    /** Nothing is written from now on. */
    close: () => void (isClosed = true),

    /** Looks at the file and writes down its state. Unsure ones are hashed first, until `patience` aborts; without one in the background. */
    async see(file: ModelFile, model: ModelRecord, patience?: AbortSignal): Promise<ModelFile["state"] | "unsure"> {
      const seen = await look(file, model);
      if (seen === "missing" || seen === "changed" || seen === "ready") note(file, { state: seen });
      else if (!running.has(file.location) && (patience || !held.has(file.location))) hash(file, model);
      if (seen !== "unsure" || !patience) return seen;
      const check = running.get(file.location);
      if (check) await unlessAborted(check.done, patience);
      return tables.file(file.location)?.state ?? "missing";
    },
  };
}
export type FileChecks = ReturnType<typeof createFileChecks>;
