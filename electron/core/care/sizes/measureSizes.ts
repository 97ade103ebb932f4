import { readdirSync, statfsSync, statSync } from "node:fs";
import { join } from "node:path";
import type { FileSize, SizePart, Sizes } from "../../../../shared/schemas/sizes.ts";
import { openForReading } from "../../storage/openDatabase.ts";
import { backedUpFiles } from "../backup/backedUpFiles.ts";
import { partOf } from "./partOf.ts";
import { walCause } from "./walCause.ts";

type Parts = Map<SizePart, number>;

/** Pages of a file are counted one by one: for as long as this, over all files. */
const budgetMs = 3000;
const looksEvery = 1000;

/** What the data folder takes, by file and by what is in it. Counts the small files first; the shares of those it has no time for are estimated. */
export function* measureSizes({ dataFolder }: { dataFolder: string }): Generator<Sizes> {
  const deadline = performance.now() + budgetMs;
  const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  const found = backedUpFiles(dataFolder).map((name) => ({ name, path: join(dataFolder, name), sizeBytes: sizeOf(join(dataFolder, name)), walBytes: sizeOf(join(dataFolder, `${name}-wal`)) }));
  const counted = new Map<string, Parts>();
  for (const { name, path } of found.toSorted((a, b) => a.sizeBytes - b.sizeBytes)) {
    const parts = countParts(path, deadline);
    if (parts) counted.set(name, parts);
  }
  const sample = [...counted].filter(([name]) => name.startsWith("log/")).map(([, parts]) => parts);
  const files = found.map(({ name, path, sizeBytes, walBytes }): FileSize => {
    const parts = counted.get(name) ?? estimate(sizeBytes, sample);
    return {
      path: name, sizeBytes, walBytes,
      month: /(\d{4}-\d{2})\.sqlite$/.exec(name)?.[1] ?? null,
      walCause: walCause(path, walBytes),
      parts: [...parts].map(([part, bytes]) => ({ part, bytes })).sort((a, b) => b.bytes - a.bytes),
      isEstimate: !counted.has(name),
    };
  });
  const totalBytes = files.reduce((sum, file) => sum + file.sizeBytes + file.walBytes, 0);
  const { bavail, bsize } = statfsSync(dataFolder);
  yield { files, totalBytes, otherBytes: Math.max(0, folderBytes(dataFolder) - totalBytes), freeDiskBytes: bavail * bsize };
}

/** Undefined where the time is over, or the file can't be read. */
function countParts(path: string, deadline: number): Parts | undefined {
  if (performance.now() > deadline) return undefined;
  try {
    const db = openForReading(path);
    try {
      const indexes = new Set(db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'index'").pluck().all());
      const pragma = (name: string) => db.pragma(name, { simple: true }) as number;
      const parts: Parts = new Map();
      let pages = 0;
      for (const { name, pgsize } of db.prepare<[], { name: string; pgsize: number }>("SELECT name, pgsize FROM dbstat").iterate()) {
        const part = partOf(name, indexes.has(name));
        parts.set(part, (parts.get(part) ?? 0) + pgsize);
        if (++pages % looksEvery === 0 && performance.now() > deadline) return undefined;
      }
      const free = pragma("freelist_count") * pragma("page_size");
      return free > 0 ? parts.set("free", free) : parts;
    } finally {
      db.close();
    }
  } catch {
    return undefined;
  }
}

/** Shared out as in the months that were counted; where none was, it is all called `other`. */
function estimate(sizeBytes: number, sample: Parts[]): Parts {
  const all: Parts = new Map();
  for (const parts of sample) for (const [part, bytes] of parts) all.set(part, (all.get(part) ?? 0) + bytes);
  const sum = [...all.values()].reduce((total, bytes) => total + bytes, 0);
  return sum === 0 ? new Map([["other", sizeBytes]]) : new Map([...all].map(([part, bytes]) => [part, Math.round((bytes / sum) * sizeBytes)]));
}

/** All files below a folder; what can't be read counts as nothing. */
function folderBytes(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).reduce((sum, entry) => sum + (entry.isFile() ? (statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0) : 0), 0);
}
