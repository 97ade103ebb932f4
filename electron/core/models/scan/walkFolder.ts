import { opendir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";

/** A model lies three folders deep in most stores; this bounds what a scan of a whole disk costs. */
export const walkLimits = { depth: 12, entries: 500_000 };

export type Walked = { path: string; sizeBytes: number; modifiedMs: number };
export type WalkEnd = { /** Folders that could not be read. */ unread: number; /** Not all was looked at: too deep or too many. */ isCut: boolean };

/**
 * Every regular file below `folder`, with the path by which it was reached. Links are followed, and no folder is entered twice, so links
 * that lead in a circle end. Folders that can't be read are skipped, and hidden ones below `folder`. Reads only.
 */
export async function* walkFolder(folder: string, signal: AbortSignal, limits = walkLimits): AsyncGenerator<Walked, WalkEnd> {
  const entered = new Set<string>();
  const end: WalkEnd = { unread: 0, isCut: false };
  const waiting = [{ path: folder, depth: 0 }];
  let entries = 0;
  for (let at = waiting.shift(); at; at = waiting.shift()) {
    const real = await realpath(at.path).catch(() => null);
    if (real === null || entered.has(real)) continue;
    entered.add(real);
    const names = await list(at.path, limits.entries - entries, signal).catch(() => null);
    signal.throwIfAborted();
    if (names === null) {
      end.unread++;
      continue;
    }
    entries += names.length;
    for (const name of names) {
      signal.throwIfAborted();
      const path = join(at.path, name);
      const seen = await stat(path).catch(() => null);
      if (seen?.isFile()) yield { path, sizeBytes: seen.size, modifiedMs: seen.mtimeMs };
      else if (seen?.isDirectory() && !name.startsWith(".")) {
        if (at.depth < limits.depth) waiting.push({ path, depth: at.depth + 1 });
        else end.isCut = true;
      }
    }
    if (entries >= limits.entries) {
      end.isCut = true;
      break;
    }
  }
  return end;
}

async function list(folder: string, most: number, signal: AbortSignal): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of await opendir(folder)) {
    signal.throwIfAborted();
    if (names.length >= most) break;
    names.push(name);
  }
  return names.sort();
}
