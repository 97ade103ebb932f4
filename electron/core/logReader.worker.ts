import { parentPort, workerData } from "node:worker_threads";
import { runReader } from "./interactions/readerThread.ts";

runReader(parentPort!, workerData as Parameters<typeof runReader>[1]);
