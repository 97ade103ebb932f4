import { parentPort, workerData } from "node:worker_threads";
import { runExport } from "./transfer/export/exportThread.ts";

runExport(parentPort!, workerData as Parameters<typeof runExport>[1]);
