import { existsSync, renameSync } from "node:fs";

/** Renames a broken database with its companions to `x.sqlite.broken-20261125-160500` and gives that name. Nothing is deleted. */
export function moveAside(path: string, now: Date): string {
  const stamp = now.toISOString().slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-");
  let target = `${path}.broken-${stamp}`;
  for (let n = 2; existsSync(target); n++) target = `${path}.broken-${stamp}-${n}`;
  for (const ending of ["", "-wal", "-shm"]) if (existsSync(path + ending)) renameSync(path + ending, target + ending);
  return target;
}
