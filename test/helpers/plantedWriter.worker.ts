// A log's writer that dies on its third message, for tests of what its owner then says.
import { parentPort, workerData } from "node:worker_threads";
import { runWriter } from "../../electron/core/interactions/writing/writerThread.ts";

let messages = 0;
parentPort!.addEventListener("message", (event) => {
  if (++messages < 3) return;
  // The writer must not see it: the thread dies only after all listeners have run.
  event.stopImmediatePropagation();
  throw new Error("a planted fault");
});
runWriter(parentPort!, workerData as Parameters<typeof runWriter>[1]);
