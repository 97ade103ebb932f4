// The core of a window: the process that Electron's main forks on the project's own Node. It talks over its pipe and ends with it.
import { setTimeout as delay } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { core } from "../../shared/contract.ts";
import { GoOn, type CoreNotice } from "../../shared/coreNotice.ts";
import { AppError, toFailure } from "../../shared/errors.ts";
import { pageChannel } from "../../shared/rpc/pageChannel.ts";
import type { Port } from "../../shared/rpc/port.ts";
import { serve } from "../../shared/rpc/serve.ts";
import { dataFolderFor, makeDataFolder } from "./app/dataFolder.ts";
import type { OwnedCore } from "./openCore.ts";
import { places } from "./places.ts";

/** A command that holds the data folder ends by itself: this long a window waits for it. */
const waitForCommandsMs = 10_000;
/** The pipe of the window's process that carries nothing and ends with it. */
const lifeline = 4;
/** What runs is cancelled and recorded within this time after the window's process has gone. */
const cleanEndMs = 3000;

// A signal to the whole group (Ctrl-C in a terminal) must not look like a crash: the window decides when this ends, by the pipe.
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => {});

const tell = (notice: CoreNotice) => void (process.connected && process.send!(notice, undefined, undefined, () => {}));
const dataFolder = dataFolderFor(dataOption(process.argv.slice(2)) || undefined);
let owned: OwnedCore | undefined;
let opening: Promise<void> | undefined;
const waiting: Port[] = [];
const servePage = (port: Port) => void (owned ? serve(core, owned.services, port) : waiting.push(port));

pageChannel(process, servePage);
process.on("message", (raw) => {
  const { data: goOn } = GoOn.safeParse(raw);
  if (goOn) opening = open(goOn);
});
process.once("disconnect", () => void end());
tellFolder();
// Read while the window's process gets ready.
await import("./openCore.ts");

function tellFolder(): void {
  try {
    makeDataFolder(dataFolder);
    tell({ core: "folder", dataFolder });
  } catch (error) {
    tell({ core: "failed", failure: toFailure(error) });
  }
}

/** After a failure this process stays: the window may tell it to try again. */
async function open({ startNew }: GoOn): Promise<void> {
  try {
    const { openCore } = await import("./openCore.ts");
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

/** `--data DIR` or `--data=DIR` among the window's arguments. */
function dataOption(args: string[]): string | undefined {
  const at = args.indexOf("--data");
  return at >= 0 ? args[at + 1] : args.find((arg) => arg.startsWith("--data="))?.slice("--data=".length);
}
