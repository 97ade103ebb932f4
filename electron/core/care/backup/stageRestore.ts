import { constants, copyFileSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { AppError } from "../../../../shared/errors.ts";
import type { BackupFile } from "../../../../shared/schemas/backup.ts";
import { logMigrations } from "../../storage/log/migrations.ts";
import { mainMigrations } from "../../storage/main/migrations.ts";
import { storageFailure } from "../../storage/storageFailure.ts";
import { readManifest } from "./readManifest.ts";
import { verifyFile } from "./verifyBackup.ts";

export type RestoreProgress = { doneBytes: number; totalBytes: number };

/** Copies a backup into `staging` (made anew) and verifies what arrived there. Throws as `verifyBackup` does, and `database-newer`. */
export function* stageRestore({ path, staging }: { path: string; staging: string }): Generator<RestoreProgress> {
  const { files } = readManifest(path);
  for (const file of files) refuseNewer(file);
  const totalBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  let doneBytes = 0;
  try {
    rmSync(staging, { recursive: true, force: true });
    mkdirSync(join(staging, "log"), { recursive: true, mode: 0o700 });
    yield { doneBytes, totalBytes };
    for (const file of files) {
      const from = join(path, file.path);
      const to = join(staging, file.path);
      mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
      if (existsSync(from)) copyFileSync(from, to, constants.COPYFILE_FICLONE);
      verifyFile(to, file);
      doneBytes += file.sizeBytes;
      yield { doneBytes, totalBytes };
    }
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    throw storageFailure(error, staging);
  }
}

function refuseNewer({ path, version }: BackupFile): void {
  const known = path.startsWith("log/") ? logMigrations.length : mainMigrations.length;
  if (version === null || version <= known) return;
  throw new AppError("database-newer", `${path} of the backup was written by a newer Tapedeck: its version is ${version}, this one knows ${known}.`, { fix: "Update Tapedeck, then restore." });
}
