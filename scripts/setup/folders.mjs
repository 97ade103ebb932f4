import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What is fetched once for all checkouts of a user. */
export const cacheFolder = join(process.env.XDG_CACHE_HOME || (process.platform === "win32" ? process.env.LOCALAPPDATA : join(homedir(), ".cache")) || homedir(), "tapedeck");

/** The project's own Node: core, llama and the tests run on it, whatever Node started this script. */
export function projectNode() {
  if (process.platform === "darwin") return process.execPath;
  const [folder, file] = process.platform === "win32" ? ["win", "node.exe"] : [process.platform, "node"];
  return join(root, "node_modules", `node-${folder}-${process.arch}`, "bin", file);
}
