import { parentPort, workerData } from "node:worker_threads";
import { runReader } from "./interactions/reading/readerThread.ts";

runReader(parentPort!, workerData as Parameters<typeof runReader>[1]);
