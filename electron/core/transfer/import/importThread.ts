import type { MessagePort } from "node:worker_threads";
import { toFailure, type Failure } from "../../../../shared/errors.ts";
import type { ImportFormat, TransferPreview, TransferRequest } from "../../../../shared/schemas/transfer.ts";
import type { ItemBatch } from "./itemBatch.ts";
import { openImport } from "./openImport.ts";
import { beginning, type Place } from "./openRecords.ts";
import { previewImport } from "./previewImport.ts";
import { readItems } from "./readItems.ts";

/** `now`: epoch milliseconds of the clock that odd times are held against. */
export type ImportThreadData = { work: "preview" | "import"; request: TransferRequest; now: number };

/** The file as it is when it is opened; a place in it holds for exactly this one. */
export type OpenedFile = { format: ImportFormat; why: string; sizeBytes: number; modifiedMs: number };

export type ImportThreadMessage =
  | { say: "opened"; file: OpenedFile }
  | { say: "batch"; batch: ItemBatch }
  | { say: "done" }
  | { say: "preview"; preview: TransferPreview }
  | { say: "failed"; failure: Failure };

/** To the thread: where to begin, and how many more batches are wanted. */
export type ImportThreadAsk = { from: Place } | { more: number };

/** The thread that reads one file. It is ended from outside; until it is asked for more it reads no further. */
export async function runImport(port: MessagePort, { work, request, now }: ImportThreadData): Promise<void> {
  const say = (message: ImportThreadMessage) => port.postMessage(message);
  try {
    if (work === "preview") return say({ say: "preview", preview: await previewImport(request, now) });
    await read(port, request, now, say);
    say({ say: "done" });
  } catch (error) {
    say({ say: "failed", failure: toFailure(error) });
  } finally {
    port.close();
  }
}

async function read(port: MessagePort, request: TransferRequest, now: number, say: (message: ImportThreadMessage) => void): Promise<void> {
  const start = Promise.withResolvers<Place>();
  let wanted = 0;
  let wake = () => {};
  port.on("message", (ask: ImportThreadAsk) => {
    if ("from" in ask) return start.resolve(ask.from);
    wanted += ask.more;
    wake();
  });
  const opened = await openImport(request);
  try {
    const { detected, sizeBytes, modifiedMs } = opened;
    say({ say: "opened", file: { format: detected.format, why: detected.why, sizeBytes, modifiedMs } });
    for await (const batch of readItems({ ...opened, map: request.map, fileTime: modifiedMs, now, from: (await start.promise) ?? beginning })) {
      while (wanted === 0) await new Promise<void>((resolve) => (wake = resolve));
      wanted -= 1;
      say({ say: "batch", batch });
    }
  } finally {
    await opened.close();
  }
}
