// The core of a window: the process that Electron's main forks on the project's own Node. It talks over its pipe and ends with it.
import { Worker } from "node:worker_threads";
import { setTimeout as delay } from "node:timers/promises";
import { core } from "../../shared/contract.ts";
import { GoOn, type CoreNotice } from "../../shared/coreNotice.ts";
import { AppError, toFailure } from "../../shared/errors.ts";
import { pageChannel } from "../../shared/rpc/pageChannel.ts";
import type { Port } from "../../shared/rpc/port.ts";
import { serve } from "../../shared/rpc/serve.ts";
import { dataFolderFor } from "./app/dataFolder.ts";
import type { OwnedCore } from "./openCore.ts";
import { places } from "./places.ts";

/** A command that holds the data folder ends by itself: this long a window waits for it. */
const waitForCommandsMs = 10_000;

// A signal to the whole group (Ctrl-C in a terminal) must not look like a crash: the window decides when this ends, by the pipe.
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => {});

const tell = (notice: CoreNotice) => void (process.connected && process.send!(notice, undefined, undefined, () => {}));
let owned: OwnedCore | undefined;
const waiting: Port[] = [];
const servePage = (port: Port) => void (owned ? serve(core, owned.services, port) : waiting.push(port));

pageChannel(process, servePage);
const goOn = new Promise<GoOn>((resolve) => process.on("message", (raw) => GoOn.safeParse(raw).success && resolve(GoOn.parse(raw))));
const gone = new Promise<void>((resolve) => process.once("disconnect", resolve));
const dataFolder = dataFolderFor(dataOption(process.argv.slice(2)));
tell({ core: "folder", dataFolder });

try {
  const [{ openCore }, answer] = await Promise.all([import("./openCore.ts"), Promise.race([goOn, gone])]);
  if (answer) {
    owned = await whenFree(() => openCore({ dataFolder, kind: "window", startNew: answer.startNew }));
    tell({ core: "ready" });
    for (const port of waiting.splice(0)) servePage(port);
    // Started last: a worker costs the start 30 ms. It ends this process when the window's is gone while this one is too busy to see it.
    new Worker(places.parentWatch, { workerData: { fd: 4 } }).unref();
    await gone;
    await owned.close();
  }
  process.exit(0);
} catch (error) {
  tell({ core: "failed", failure: toFailure(error) });
  await delay(50);
  process.exit(3);
}

async function whenFree<T>(open: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + waitForCommandsMs;
  for (;;) {
    try {
      return await open();
    } catch (error) {
      const isCommand = error instanceof AppError && error.code === "data-folder-owned" && error.details?.["kind"] !== "window" && error.details?.["kind"] !== "serve";
      if (!isCommand || performance.now() > deadline || !process.connected) throw error;
      await delay(100);
    }
  }
}

/** `--data DIR` or `--data=DIR` among the window's arguments. */
function dataOption(args: string[]): string | undefined {
  const at = args.indexOf("--data");
  return at >= 0 ? args[at + 1] : args.find((arg) => arg.startsWith("--data="))?.slice("--data=".length);
}
