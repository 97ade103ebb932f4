import { parentPort, workerData } from "node:worker_threads";
import { runWriter } from "./interactions/writing/writerThread.ts";

runWriter(parentPort!, workerData as Parameters<typeof runWriter>[1]);
