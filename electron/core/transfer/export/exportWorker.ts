import { Worker } from "node:worker_threads";
import { AppError, fromFailure } from "../../../../shared/errors.ts";
import type { ExportThreadData, ExportThreadMessage } from "./exportThread.ts";

type Ended = Extract<ExportThreadMessage, { say: "done" | "sample" }>;

/** Large bodies are read one at a time; what piles up beyond is garbage, which is collected sooner so. */
const resourceLimits = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 16 };

/** Runs one export on a thread of its own and gives its last message. Rejects with `cancelled` after `signal`, when what it had written is gone. */
export async function runExportWorker(entry: string, data: Omit<ExportThreadData, "stop">, signal: AbortSignal, onProgress: (interactions: number) => void): Promise<Ended> {
  const stop = new SharedArrayBuffer(4);
  if (signal.aborted) throw new AppError("cancelled", "The export was cancelled.");
  const worker = new Worker(entry, { workerData: { ...data, stop } satisfies ExportThreadData, resourceLimits });
  const cancel = () => void Atomics.store(new Int32Array(stop), 0, 1);
  signal.addEventListener("abort", cancel);
  try {
    return await new Promise<Ended>((resolve, reject) => {
      worker.on("message", (message: ExportThreadMessage) => {
        switch (message.say) {
          case "progress":
            return onProgress(message.interactions);
          case "failed":
            return reject(fromFailure(message.failure));
          default:
            return resolve(message);
        }
      });
      worker.once("error", (error) => reject(new AppError("internal", `The export broke off: ${error.message}.`, { fix: "Try again, or export less with a filter.", cause: error })));
      worker.once("exit", () => reject(new AppError("internal", "The export ended without a word.", { fix: "Try again." })));
    });
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}
