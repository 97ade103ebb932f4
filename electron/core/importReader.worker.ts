import { parentPort, workerData } from "node:worker_threads";
import { runImport } from "./transfer/import/importThread.ts";

await runImport(parentPort!, workerData as Parameters<typeof runImport>[1]);
