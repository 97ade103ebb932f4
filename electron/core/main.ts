// The core of a window: the process that Electron's main forks on the project's own Node. It talks over its pipe and ends with it.
import type { CoreNotice } from "../../shared/coreNotice.ts";
import { toFailure } from "../../shared/errors.ts";
import { dataFolderFor, makeDataFolder } from "./app/dataFolder.ts";

// A signal to the whole group (Ctrl-C in a terminal) must not look like a crash: the window decides when this ends, by the pipe.
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => {});

const tell = (notice: CoreNotice) => void (process.connected && process.send!(notice, undefined, undefined, () => {}));
const dataFolder = dataFolderFor(dataOption(process.argv.slice(2)) || undefined);
// Chromium waits for this word with its own start, so nothing heavy is read before it; messages wait until they are listened to.
try {
  makeDataFolder(dataFolder);
  tell({ core: "folder", dataFolder });
} catch (error) {
  tell({ core: "failed", failure: toFailure(error) });
}
const { serveWindow } = await import("./serveWindow.ts");
serveWindow(dataFolder, tell);

/** `--data DIR` or `--data=DIR` among the window's arguments. */
function dataOption(args: string[]): string | undefined {
  const at = args.indexOf("--data");
  return at >= 0 ? args[at + 1] : args.find((arg) => arg.startsWith("--data="))?.slice("--data=".length);
}
