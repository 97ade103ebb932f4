import { join } from "node:path";
import Database from "better-sqlite3";
import { AppError } from "../../../shared/errors.ts";
import { makeDataFolder, unusableFolder } from "../app/dataFolder.ts";
import { readOwnerRecord } from "./ownerRecord.ts";

/**
 * Makes this process the one owner of `dataFolder` (made where it is missing) until `release`. The lock is an exclusive transaction:
 * the system gives it back also after kill -9. Throws `data-folder-owned` (pid, kind and url in its details) and `data-folder-unusable`.
 */
export function claimFolder(dataFolder: string): { release(): void } {
  makeDataFolder(dataFolder);
  const lock = openLock(dataFolder);
  try {
    lock.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    lock.close();
    if ((error as { code?: string }).code === "SQLITE_BUSY") throw ownedError(dataFolder);
    throw unusableFolder(dataFolder, error);
  }
  return { release: () => void lock.close() };
}

function openLock(dataFolder: string): Database.Database {
  try {
    return new Database(join(dataFolder, "owner.sqlite"), { timeout: 0 });
  } catch (error) {
    throw unusableFolder(dataFolder, error);
  }
}

function ownedError(dataFolder: string): AppError {
  const owner = readOwnerRecord(dataFolder);
  const names = { window: "a Tapedeck window", serve: "`tapedeck serve`", command: "a tapedeck command" };
  const who = owner ? `${names[owner.kind]} (process ${owner.pid}${owner.url ? `, ${owner.url}` : ""})` : "another Tapedeck, which is just starting";
  return new AppError("data-folder-owned", `The data folder ${dataFolder} is in use by ${who}.`, {
    fix: "Use that one, close it first, or choose another folder with --data DIR.",
    details: owner ? { pid: owner.pid, kind: owner.kind, url: owner.url } : {},
  });
}
