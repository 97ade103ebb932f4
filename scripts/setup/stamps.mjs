import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * A stamp says that a step was done on certain inputs. It is written only after success, so that a step which was killed half
 * way is done again.
 */
export function isStamped(stampPath, fingerprint) {
  try {
    return readFileSync(stampPath, "utf8") === fingerprint;
  } catch {
    return false;
  }
}

export function stamp(stampPath, fingerprint) {
  mkdirSync(dirname(stampPath), { recursive: true });
  writeFileSync(stampPath, fingerprint);
}

/** A word for the state of files and folders: changes with each name, size and time of change in them. */
export function fingerprintOf(...paths) {
  const hash = createHash("sha256");
  const add = (path) => {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (!stats) return;
    if (!stats.isDirectory()) return void hash.update(`${path}\0${stats.size}\0${stats.mtimeMs}\0`);
    for (const name of readdirSync(path).sort()) if (!name.endsWith(".tsbuildinfo")) add(join(path, name));
  };
  for (const path of paths) add(path);
  return hash.digest("hex");
}

/** The same for a file's bytes, for what must hold between machines. */
export const contentFingerprint = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");
