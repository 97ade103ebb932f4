// The thread of `checkDatabases`: answers with each file that can't be read, and why.
import { basename } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import Database from "better-sqlite3";
import { missingTexts } from "./care/repair/repairFolder.ts";
import { isCorrupt } from "./storage/storageFailure.ts";
import type { DatabaseFault } from "./doctor/checkDatabases.ts";

const faults = (workerData as string[]).flatMap((path) => faultOf(path) ?? []);
parentPort!.postMessage(faults);

function faultOf(path: string): DatabaseFault | undefined {
  try {
    const database = new Database(path, { readonly: true, timeout: 5000 });
    try {
      const answer = database.pragma("integrity_check(1)", { simple: true });
      if (answer !== "ok") return { found: `${basename(path)} is damaged: ${String(answer)}.`, isBroken: true, isIndex: /index|fts5|interaction_text/i.test(String(answer)) };
      const missing = missingTexts(database);
      return missing === 0 ? undefined : { found: `${basename(path)}: full text does not know ${missing} interactions.`, isBroken: true, isIndex: true };
    } finally {
      database.close();
    }
  } catch (error) {
    return { found: `${basename(path)} can't be read: ${(error as Error).message}.`, isBroken: isCorrupt(error), isIndex: false };
  }
}
