import { fork } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdirSync, renameSync, rmSync, statfsSync } from "node:fs";
import { availableParallelism, homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { logMigrations } from "../../../electron/core/storage/log/migrations.ts";
import { openDatabase } from "../../../electron/core/storage/openDatabase.ts";

const bytesPerCall = 4000;
const rowsPerMessage = 2000;
/** All logs end then, so that "the last 7 days" is the same everywhere. */
export const benchEnd = Date.UTC(2026, 10, 25);

export type BenchLog = { dataFolder: string; rows: number; now: number };

/**
 * A data folder whose log holds `rows` interactions of the last `days`, kept in the user's cache and made once for each layout of the log. Throws
 * where the disk has no space for it.
 */
export async function benchLog(rows: number, days: number): Promise<BenchLog> {
  const cache = process.env["TAPEDECK_BENCH_CACHE"] ?? join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "tapedeck", "bench");
  const dataFolder = join(cache, `log-${rows}-${shapeOf()}`);
  const log = { dataFolder, rows, now: benchEnd };
  if (existsSync(dataFolder)) return log;
  mkdirSync(cache, { recursive: true });
  const { bavail, bsize } = statfsSync(cache);
  const neededBytes = rows * bytesPerCall;
  if (bavail * bsize < neededBytes * 1.1) throw new Error(`${rows} interactions take about ${gigabytes(neededBytes)} GB in ${cache}; ${gigabytes(bavail * bsize)} GB are free. Free some, or name another folder in TAPEDECK_BENCH_CACHE.`);
  console.log(`Making a log of ${rows.toLocaleString("en")} interactions in ${dataFolder} (about ${gigabytes(neededBytes)} GB), once …`);
  const partial = `${dataFolder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(join(partial, "log"), { recursive: true });
  await fill(join(partial, "log"), rows, days);
  renameSync(partial, dataFolder);
  return log;
}

async function fill(logFolder: string, rows: number, days: number): Promise<void> {
  const startedAt = performance.now();
  const begin = benchEnd - days * 86_400_000;
  const everyMs = (benchEnd - begin) / rows;
  const months = monthBounds(begin, benchEnd, everyMs, rows);
  let written = 0;
  let said = performance.now();
  const next = months.values();
  const work = async () => {
    for (const [from, to] of next) {
      const child = fork(fileURLToPath(new URL("fillMonths.ts", import.meta.url)), [logFolder, from, to, begin, everyMs].map(String));
      child.on("message", () => {
        written += rowsPerMessage;
        if (performance.now() - said < 15_000) return;
        said = performance.now();
        console.log(`  ${Math.min(written, rows).toLocaleString("en")} after ${Math.round((said - startedAt) / 1000)} s`);
      });
      const [code] = (await once(child, "exit")) as [number | null];
      if (code !== 0) throw new Error(`Writing the interactions ${from} to ${to} ended with ${code}.`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work));
  console.log(`  made in ${Math.round((performance.now() - startedAt) / 1000)} s`);
}

/** The numbers of the calls of each UTC month, the longest months first. */
function monthBounds(begin: number, end: number, everyMs: number, rows: number): [from: number, to: number][] {
  const bounds: [number, number][] = [];
  const first = new Date(begin);
  for (let month = 0, from = 0; from < rows; month++) {
    const until = Math.min(end, Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + month + 1));
    const to = until === end ? rows : Math.min(rows, Math.ceil((until - begin) / everyMs));
    if (to > from) bounds.push([from, to]);
    from = to;
  }
  return bounds.sort((a, b) => b[1] - b[0] - (a[1] - a[0]));
}

/** A name for how a month is laid out; raise the number when what is generated changes. */
function shapeOf(): string {
  const db = openDatabase(":memory:", logMigrations);
  const layout = db.prepare<[], string>("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name").pluck().all();
  db.close();
  return createHash("sha256").update(`1 ${layout.join(";")}`).digest("hex").slice(0, 8);
}

const gigabytes = (bytes: number) => (bytes / 1e9).toFixed(1);
