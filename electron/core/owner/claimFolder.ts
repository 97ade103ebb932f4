import { truncateSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { AppError } from "../../../shared/errors.ts";
import { makeDataFolder, unusableFolder } from "../app/dataFolder.ts";
import { storageFailure } from "../storage/storageFailure.ts";
import { readOwnerRecord } from "./ownerRecord.ts";

/**
 * Makes this process the one owner of `dataFolder` (made where it is missing) until `release`. The lock is an exclusive transaction:
 * the system gives it back also after kill -9. Throws `data-folder-owned` (pid, kind and url in its details) and `data-folder-unusable`.
 */
export function claimFolder(dataFolder: string): { release(): void } {
  makeDataFolder(dataFolder);
  const path = join(dataFolder, "owner.sqlite");
  try {
    const lock = lockAt(path);
    return { release: () => void lock.close() };
  } catch (error) {
    if (codeOf(error) === "SQLITE_BUSY") throw ownedError(dataFolder);
    const failure = storageFailure(error, path);
    throw failure instanceof AppError && failure.code === "disk-full" ? failure : unusableFolder(dataFolder, error);
  }
}

function lockAt(path: string): Database.Database {
  try {
    return locked(path);
  } catch (error) {
    if (codeOf(error) !== "SQLITE_NOTADB") throw error;
    // Nothing stands in it. Emptied and not replaced: whoever locked it meanwhile locked this very file.
    truncateSync(path);
    return locked(path);
  }
}

function locked(path: string): Database.Database {
  const lock = new Database(path, { timeout: 0 });
  try {
    return lock.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    lock.close();
    throw error;
  }
}

const codeOf = (error: unknown) => (error as { code?: string }).code;

function ownedError(dataFolder: string): AppError {
  const owner = readOwnerRecord(dataFolder);
  const names = { window: "a Tapedeck window", serve: "`tapedeck serve`", command: "a tapedeck command" };
  const who = owner ? `${names[owner.kind]} (process ${owner.pid}${owner.url ? `, ${owner.url}` : ""})` : "another Tapedeck, which is just starting";
  return new AppError("data-folder-owned", `The data folder ${dataFolder} is in use by ${who}.`, {
    fix: "Use that one, close it first, or choose another folder with --data DIR.",
    details: owner ? { pid: owner.pid, kind: owner.kind, url: owner.url } : {},
  });
}
