// The thread of `care/thread/runTask.ts`.
import { parentPort, workerData } from "node:worker_threads";
import { serveTask } from "./care/thread/serveTask.ts";

await serveTask(parentPort!, workerData as Parameters<typeof serveTask>[1]);
