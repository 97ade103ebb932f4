import Sqlite from "better-sqlite3";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { AppError } from "../../../shared/errors.ts";
import { archivePath, monthPath } from "./logFiles.ts";

/** Puts a month away: all of it in one file, moved in constant time. Nobody has it open. */
export function archiveMonth(logFolder: string, month: string): void {
  const path = monthPath(logFolder, month);
  const archive = archivePath(logFolder, month);
  if (!existsSync(path)) throw missing(month);
  if (existsSync(archive)) throw new AppError("bad-request", `There is an archived ${month} already.`, { fix: `Restore or drop ${archive} first.` });
  intoOneFile(path);
  mkdirSync(dirname(archive), { recursive: true, mode: 0o700 });
  renameSync(path, archive);
}

/** Brings it back. */
export function restoreMonth(logFolder: string, month: string): void {
  const path = monthPath(logFolder, month);
  const archive = archivePath(logFolder, month);
  if (!existsSync(archive)) throw missing(month);
  if (existsSync(path)) throw new AppError("bad-request", `${month} has a file already.`, { fix: `Archive or drop ${path} first.` });
  renameSync(archive, path);
}

/** Deletes a month, or what was archived of it. Nobody has it open. */
export function dropMonth(logFolder: string, month: string): void {
  const path = [monthPath(logFolder, month), archivePath(logFolder, month)].find(existsSync);
  if (path === undefined) throw missing(month);
  // What was kept of it before a migration is the same data.
  for (const name of readdirSync(logFolder)) if (name.startsWith(`${month}.sqlite.v`) && name.endsWith(".bak")) rmSync(join(logFolder, name), { force: true });
  // Its companions first: beside a new file of the same name they would be taken for its own.
  for (const companion of ["-wal", "-shm", ""]) rmSync(`${path}${companion}`, { force: true });
}

/** A last commit may stand in the write-ahead log only. */
function intoOneFile(path: string): void {
  const db = new Sqlite(path);
  try {
    const [state] = db.pragma("wal_checkpoint(TRUNCATE)") as { busy: number }[];
    if (state!.busy !== 0) throw new AppError("busy", `${path} is being read.`, { fix: "Try again in a moment." });
  } finally {
    db.close();
  }
  for (const companion of ["-wal", "-shm"]) rmSync(`${path}${companion}`, { force: true });
}

const missing = (month: string) => new AppError("not-found", `The log has no month ${month}.`);
