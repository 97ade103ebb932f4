import Sqlite from "better-sqlite3";
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, rmdirSync, statfsSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { AppError } from "../../../../shared/errors.ts";
import { manifestName, type BackupFile, type BackupManifest } from "../../../../shared/schemas/backup.ts";
import { storageFailure } from "../../storage/storageFailure.ts";
import { backedUpFiles, leftOutOf, sizeOf } from "./backedUpFiles.ts";
import { hashOf } from "./hashOf.ts";

export type BackupProgress = { state: "copying"; doneBytes: number; totalBytes: number } | { state: "done"; manifest: BackupManifest };
type Parts = { dataFolder: string; path: string; tapedeck: string; now: number };

/** Where a backup lies, or what is restored, until it is whole. */
export const unfinishedOf = (path: string): string => `${path}.unfinished`;

/** Pages between two looks at whether it goes on: 16 MB. */
const pagesAtOnce = 2000;
const shownEveryMs = 100;

/**
 * Copies every database while Tapedeck goes on writing: each file is as it was at one moment. Everything lies in `PATH.unfinished` until
 * the manifest is written; only then it is called `path`. Throws `bad-request` where something lies there, `disk-full`, `data-folder-unusable`.
 */
export async function* backUp({ dataFolder, path, tapedeck, now }: Parts): AsyncGenerator<BackupProgress> {
  refuseUsed(path);
  const work = unfinishedOf(path);
  const names = backedUpFiles(dataFolder);
  const totalBytes = names.reduce((sum, name) => sum + sizeOf(join(dataFolder, name)), 0);
  try {
    // What a backup that was killed left there.
    rmSync(work, { recursive: true, force: true });
    mkdirSync(work, { recursive: true, mode: 0o700 });
    const { bavail, bsize } = statfsSync(work);
    if (bavail * bsize < totalBytes) throw new AppError("disk-full", `A backup needs ${megabytes(totalBytes)}; ${dirname(path)} has ${megabytes(bavail * bsize)} left.`, { fix: "Choose a folder on another disk, or free some space." });
    const files: BackupFile[] = [];
    let before = 0;
    let shownAt = -Infinity;
    for (const name of names) {
      for await (const fraction of copyDatabase(join(dataFolder, name), join(work, name))) {
        if (performance.now() - shownAt < shownEveryMs) continue;
        shownAt = performance.now();
        yield { state: "copying", doneBytes: before + fraction * sizeOf(join(dataFolder, name)), totalBytes };
      }
      files.push(describe(work, name));
      before += files.at(-1)!.sizeBytes;
    }
    const manifest: BackupManifest = { format: "tapedeck-backup 1", tapedeck, createdAt: now, files, leftOut: leftOutOf(dataFolder) };
    writeFileSync(join(work, manifestName), `${JSON.stringify(manifest, null, 2)}\n`);
    sync(join(work, manifestName));
    if (existsSync(path)) rmdirSync(path);
    renameSync(work, path);
    sync(dirname(path));
    yield { state: "done", manifest };
  } catch (error) {
    throw storageFailure(error, path);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Copies in steps; gives the fraction that is done after each. One transaction holds the file as it is, or each write would begin it anew. */
async function* copyDatabase(from: string, to: string): AsyncGenerator<number> {
  mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
  const db = new Sqlite(from, { readonly: true, fileMustExist: true });
  try {
    db.pragma("busy_timeout = 5000");
    db.exec("BEGIN");
    db.prepare("SELECT count(*) FROM sqlite_schema").get();
    let isLeft = false;
    let step = Promise.withResolvers<number>();
    const copied = db.backup(to, {
      progress({ totalPages, remainingPages }) {
        if (isLeft) throw new AppError("cancelled", "Cancelled.");
        step.resolve(totalPages === 0 ? 0 : 1 - remainingPages / totalPages);
        return pagesAtOnce;
      },
    });
    const ended = copied.then(() => null);
    ended.catch(() => {});
    try {
      for (let fraction = await Promise.race([step.promise, ended]); fraction !== null; fraction = await Promise.race([step.promise, ended])) {
        step = Promise.withResolvers();
        yield fraction;
      }
    } finally {
      isLeft = true;
      await ended.catch(() => {});
    }
    db.exec("COMMIT");
  } finally {
    db.close();
  }
  intoOneFile(to);
}

/** So that a backup is plain files, and reading it writes nothing beside them. */
function intoOneFile(path: string): void {
  const db = new Sqlite(path);
  try {
    db.pragma("journal_mode = DELETE");
  } finally {
    db.close();
  }
  sync(path);
}

function describe(folder: string, name: string): BackupFile {
  const path = join(folder, name);
  const db = new Sqlite(path, { readonly: true });
  const version = db.pragma("user_version", { simple: true }) as number;
  db.close();
  return { path: name, sizeBytes: statSync(path).size, sha256: hashOf(path, () => {}), version };
}

function refuseUsed(path: string): void {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory() || readdirSync(path).length > 0) throw new AppError("bad-request", `${path} is not empty.`, { fix: "Name a new folder for the backup." });
}

function sync(path: string): void {
  const file = openSync(path, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
