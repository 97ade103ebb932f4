import Sqlite from "better-sqlite3";
import { statSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "../../../../shared/errors.ts";
import type { BackupFile, BackupManifest } from "../../../../shared/schemas/backup.ts";
import { hashOf } from "./hashOf.ts";
import { readManifest } from "./readManifest.ts";

export type VerifyProgress = { doneBytes: number; totalBytes: number; manifest: BackupManifest };

/** Holds every file of a backup against its size and hash, and reads each database through. Throws what `readManifest` throws and `database-corrupt`. */
export function* verifyBackup({ path }: { path: string }): Generator<VerifyProgress> {
  const manifest = readManifest(path);
  const totalBytes = manifest.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  let doneBytes = 0;
  yield { doneBytes, totalBytes, manifest };
  for (const file of manifest.files) {
    verifyFile(join(path, file.path), file);
    doneBytes += file.sizeBytes;
    yield { doneBytes, totalBytes, manifest };
  }
}

/** Throws `database-corrupt`, naming what is wrong with it. */
export function verifyFile(path: string, { sizeBytes, sha256, version }: BackupFile): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw broken(`${path} is missing`);
  if (found.size !== sizeBytes) throw broken(`${path} has ${found.size} bytes where ${sizeBytes} were written`);
  if (hashOf(path, () => {}) !== sha256) throw broken(`${path} is not as it was written: its hash differs`);
  if (version === null) return;
  const db = new Sqlite(path, { readonly: true, fileMustExist: true });
  try {
    const answer = db.pragma("integrity_check(1)", { simple: true });
    if (answer !== "ok") throw broken(`${path} is damaged: ${String(answer)}`);
  } finally {
    db.close();
  }
}

const broken = (what: string) => new AppError("database-corrupt", `The backup can't be used: ${what}.`, { fix: "Use another backup." });
