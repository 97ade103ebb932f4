// The thread of `checkDatabases`: answers with one sentence for each file that is broken.
import { basename } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import Database from "better-sqlite3";

const faults = (workerData as string[]).flatMap((path) => faultOf(path) ?? []);
parentPort!.postMessage(faults);

function faultOf(path: string): string | undefined {
  try {
    const database = new Database(path, { readonly: true, timeout: 5000 });
    try {
      const answer = database.pragma("quick_check(1)", { simple: true });
      return answer === "ok" ? undefined : `${basename(path)} is damaged: ${String(answer)}.`;
    } finally {
      database.close();
    }
  } catch (error) {
    return `${basename(path)} can't be read: ${(error as Error).message}.`;
  }
}
