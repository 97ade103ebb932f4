import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Finding } from "./finding.ts";

/** `isBroken`: the file itself, and not the disk or the right to it, is the trouble; `isIndex`: its rows are sound. */
export type DatabaseFault = { found: string; isBroken: boolean; isIndex: boolean };

/** Reads every database of the folder through, on a thread: a large log takes a while. */
export async function checkDatabases(dataFolder: string, databaseCheckEntry: string): Promise<Finding> {
  const files = [...(await sqliteFiles(dataFolder)), ...(await sqliteFiles(join(dataFolder, "log"))), ...(await sqliteFiles(join(dataFolder, "log", "archive")))];
  if (files.length === 0) return { state: "ok", found: "None yet; they are made at the first start." };
  const worker = new Worker(databaseCheckEntry, { workerData: files });
  const faults = await new Promise<DatabaseFault[]>((resolve, reject) => worker.once("message", resolve).once("error", reject));
  await worker.terminate();
  if (faults.length === 0) return { state: "ok", found: `${files.length} ${files.length === 1 ? "file is" : "files are"} sound.` };
  const found = faults.map((fault) => fault.found).join(" ");
  if (!faults.some(({ isBroken }) => isBroken)) return { state: "fault", found, fix: "The files themselves may be sound: free some space on the disk, or give yourself the right to read and write them, and look again." };
  if (faults.every(({ isIndex }) => isIndex)) return { state: "fault", found, fix: "Close Tapedeck and run `tapedeck doctor --repair`: it makes indexes and full text anew." };
  return { state: "fault", found, fix: "Restore a backup, or: `tapedeck doctor --start-new` sets what is broken aside and starts with an empty file. Nothing is deleted." };
}

/** The owner's lock is no database of ours to read: it is always locked. */
async function sqliteFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith(".sqlite") && name !== "owner.sqlite").map((name) => join(folder, name));
}
