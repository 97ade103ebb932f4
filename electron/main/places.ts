import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { app } from "electron";

// A packaged app keeps beside its archive what plain Node must read; a checkout has it where npm and the build put it.
const built = app.isPackaged ? join(process.resourcesPath, "dist") : fileURLToPath(new URL("../../", import.meta.url));
const [system, nodeName] = process.platform === "win32" ? ["win", "node.exe"] : [process.platform, "node"];

export const coreEntry = join(built, "electron/core/main.js");
export const rendererFolder = join(built, "renderer");
export const preloadPath = fileURLToPath(new URL("../preload/preload.cjs", import.meta.url));
/** The project's own Node: the same for the window, for `serve` and for the tests. Electron's is none. */
export const nodePath = app.isPackaged ? join(process.resourcesPath, nodeName) : join(built, `../node_modules/node-${system}-${process.arch}/bin/${nodeName}`);
