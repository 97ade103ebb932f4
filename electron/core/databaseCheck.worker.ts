// The thread of `checkDatabases`: answers with each file that can't be read, and why.
import { basename } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import Database from "better-sqlite3";
import { isCorrupt } from "./storage/storageFailure.ts";
import type { DatabaseFault } from "./doctor/checkDatabases.ts";

const faults = (workerData as string[]).flatMap((path) => faultOf(path) ?? []);
parentPort!.postMessage(faults);

function faultOf(path: string): DatabaseFault | undefined {
  try {
    const database = new Database(path, { readonly: true, timeout: 5000 });
    try {
      const answer = database.pragma("quick_check(1)", { simple: true });
      return answer === "ok" ? undefined : { found: `${basename(path)} is damaged: ${String(answer)}.`, isBroken: true };
    } finally {
      database.close();
    }
  } catch (error) {
    return { found: `${basename(path)} can't be read: ${(error as Error).message}.`, isBroken: isCorrupt(error) };
  }
}
