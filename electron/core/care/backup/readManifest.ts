import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "../../../../shared/errors.ts";
import { BackupManifest, manifestName } from "../../../../shared/schemas/backup.ts";

/** What a folder says that it holds. Throws `not-found` for one that is no backup, `database-corrupt` for one whose manifest is broken. */
export function readManifest(path: string): BackupManifest {
  const manifest = join(path, manifestName);
  if (!existsSync(manifest)) {
    throw new AppError("not-found", `${path} is no whole backup: it has no ${manifestName}, which is written last.`, { fix: "Name the folder that `tapedeck backup` made; one that was cut off ends in .unfinished and can't be used." });
  }
  try {
    return BackupManifest.parse(JSON.parse(readFileSync(manifest, "utf8")));
  } catch (error) {
    throw new AppError("database-corrupt", `${manifest} can't be read: ${(error as Error).message.split("\n")[0]}.`, { fix: "Use another backup.", cause: error });
  }
}
