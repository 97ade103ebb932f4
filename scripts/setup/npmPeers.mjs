import { spawnSync } from "node:child_process";
import { cpSync, existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, root } from "./folders.mjs";
import { say } from "./say.mjs";
import { contentFingerprint } from "./stamps.mjs";
import { openWorkFolder } from "./workFolder.mjs";

const peersFolder = join(cacheFolder, "peers");

/**
 * Packages of npm that only peer tests need, by the lockfile in `npmPeers/NAME`, in a folder of the user's cache that is named by that
 * lockfile. Gives the folder; a program loads them from there.
 */
export function installNpmPeer({ name, packages }) {
  const pinned = join(root, "scripts", "setup", "npmPeers", packages);
  const folder = join(peersFolder, `npm-${packages}-${contentFingerprint(join(pinned, "package-lock.json")).slice(0, 16)}`);
  if (existsSync(join(folder, "package.json"))) return folder;
  say(`fetching ${name} (from npm, once)`);
  const work = openWorkFolder(peersFolder);
  try {
    cpSync(pinned, work, { recursive: true });
    const { status, stderr, error } = spawnSync(process.platform === "win32" ? "npm.cmd" : "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: work, encoding: "utf8", shell: process.platform === "win32" });
    if (status !== 0) throw new Error(`npm could not install ${packages}: ${(error?.message ?? stderr).trim().split("\n")[0]}`);
    rmSync(folder, { recursive: true, force: true });
    renameSync(work, folder);
    return folder;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
