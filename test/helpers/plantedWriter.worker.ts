// A log's writer that dies on its third message, for tests of what its owner then says.
import { parentPort, workerData } from "node:worker_threads";
import { runWriter } from "../../electron/core/interactions/writerThread.ts";

let messages = 0;
parentPort!.on("message", () => {
  if (++messages === 3) throw new Error("a planted fault");
});
runWriter(parentPort!, workerData as Parameters<typeof runWriter>[1]);
