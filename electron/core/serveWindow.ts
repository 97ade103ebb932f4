import { setTimeout as delay } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { core } from "../../shared/contract.ts";
import { GoOn, type CoreNotice } from "../../shared/coreNotice.ts";
import { AppError, toFailure } from "../../shared/errors.ts";
import { pageChannel } from "../../shared/rpc/pageChannel.ts";
import type { Port } from "../../shared/rpc/port.ts";
import { serve } from "../../shared/rpc/serve.ts";
import { openCore, type OwnedCore } from "./openCore.ts";
import { places } from "./places.ts";

/** A command that holds the data folder ends by itself: this long a window waits for it. */
const waitForCommandsMs = 10_000;
/** The pipe of the window's process that carries nothing and ends with it. */
const lifeline = 4;
/** What runs is cancelled and recorded within this time after the window's process has gone. */
const cleanEndMs = 3000;

/** Serves the window over this process's pipe once it lets the core open `dataFolder`; ends the process when the pipe ends. */
export function serveWindow(dataFolder: string, tell: (notice: CoreNotice) => void): void {
  let owned: OwnedCore | undefined;
  let opening: Promise<void> | undefined;
  const waiting: Port[] = [];
  const servePage = (port: Port) => void (owned ? serve(core, owned.services, port) : waiting.push(port));

  /** After a failure this process stays: the window may tell it to try again. */
  async function open({ startNew }: GoOn): Promise<void> {
    try {
      owned = await whenFree(() => openCore({ dataFolder, kind: "window", startNew }));
      tell({ core: "ready" });
      for (const port of waiting.splice(0)) servePage(port);
      // Last, because a thread costs the start 30 ms.
      new Worker(places.parentWatch, { workerData: { fd: lifeline, cleanEndMs } }).unref();
    } catch (error) {
      tell({ core: "failed", failure: toFailure(error) });
    }
  }

  async function end(): Promise<never> {
    await opening;
    await owned?.close();
    process.exit(0);
  }

  pageChannel(process, servePage);
  process.on("message", (raw) => {
    const { data: goOn } = GoOn.safeParse(raw);
    if (goOn) opening = open(goOn);
  });
  process.once("disconnect", () => void end());
  if (!process.connected) void end();
}

async function whenFree<T>(work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + waitForCommandsMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      // A command ends by itself, and a window that still held the folder would have been brought forward instead: it is ending.
      const isEnding = error instanceof AppError && error.code === "data-folder-owned" && error.details?.["kind"] !== "serve";
      if (!isEnding || performance.now() > deadline || !process.connected) throw error;
      await delay(100);
    }
  }
}
