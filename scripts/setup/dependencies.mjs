import { spawnSync } from "node:child_process";
import { existsSync, lstatSync } from "node:fs";
import { join } from "node:path";
import { root } from "./folders.mjs";
import { say, SetupError } from "./say.mjs";
import { contentFingerprint, isStamped, stamp } from "./stamps.mjs";

const stampPath = join(root, "node_modules", ".tapedeck-installed");

/** Runs `npm ci` where node_modules is not what the lockfile says, also after one that was cut short. */
export function installDependencies() {
  const wanted = contentFingerprint(join(root, "package-lock.json"));
  if (isStamped(stampPath, wanted)) return;
  if (isWhole(wanted)) return stamp(stampPath, wanted);
  // npm ci empties the folder first, through a link too, and then another checkout has none.
  if (lstatSync(join(root, "node_modules"), { throwIfNoEntry: false })?.isSymbolicLink()) throw new SetupError("The dependencies are out of date, and node_modules is a link to another checkout's. Remove the link, then run the same command again.");
  say("installing the dependencies (npm ci; about 600 MB, once)");
  const { status, error } = spawnSync(process.platform === "win32" ? "npm.cmd" : "npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: root, stdio: ["ignore", 2, 2], shell: process.platform === "win32" });
  if (status !== 0) throw new SetupError(`The dependencies could not be installed (npm ci ended with ${error?.message ?? status}). Check the network and the lines above, then run the same command again.`);
  stamp(stampPath, wanted);
}

/** `npm ci` by hand leaves no stamp of ours, but npm's own lockfile, which it writes last. */
function isWhole() {
  return existsSync(join(root, "node_modules", ".package-lock.json")) && existsSync(join(root, "node_modules", "better-sqlite3", "package.json")) && sameLock();
}

/** npm's hidden lockfile lists what is installed: every package of ours for this platform must stand there with its version. */
function sameLock() {
  const { status } = spawnSync(process.platform === "win32" ? "npm.cmd" : "npm", ["ls", "--all", "--omit=optional", "--silent"], { cwd: root, stdio: "ignore", shell: process.platform === "win32" });
  return status === 0;
}
