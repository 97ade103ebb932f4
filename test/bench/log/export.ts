import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ExportFormat } from "../../../shared/schemas/export.ts";
import { benchLog } from "./generate.ts";

export type ExportFigures = {
  interactions: number; records: number; bytes: number; tookMs: number;
  /** How far the process's memory grew over what it was before. */
  grownBytes: number;
  /** How late core's loop was. */
  loopP99Ms: number; loopMaxMs: number;
  /** The most that the loop's own thread computed between two looks at it, 20 ms apart: what of its lateness is core's own, and not the machine's. */
  busiestMs: number;
  /** How long the newest page of the list took meanwhile. */
  pageP95Ms: number; pageMaxMs: number;
};

const formats = (process.env["TAPEDECK_BENCH_FORMATS"]?.split(",") ?? ["tapedeck", "openai-chat", "parquet", "csv"]) as ExportFormat[];
const rows = Number(process.env["TAPEDECK_BENCH_ROWS"] ?? 1_000_000);
const megabytes = (bytes: number) => (bytes / 1e6).toFixed(0);

/** What an export of a million interactions takes: time, memory, and what a page feels of it. Each format in a process of its own. */
export async function measureExport(): Promise<void> {
  const log = await benchLog(rows, 100);
  const folder = mkdtempSync(join(process.env["TAPEDECK_BENCH_OUT"] ?? tmpdir(), "tapedeck-exported-"));
  console.log(`\nExport of ${rows.toLocaleString("en")} interactions (goals: under 300 MB more memory, core's loop never late by over 50 ms)`);
  try {
    for (const format of formats) {
      const child = fork(fileURLToPath(new URL("exportProcess.ts", import.meta.url)), [log.dataFolder, format, String(log.now), join(folder, format)]);
      const ended = once(child, "exit");
      const [figures] = (await Promise.race([once(child, "message"), ended.then(([code]) => Promise.reject(new Error(`The export as ${format} ended with ${code}.`)))])) as [ExportFigures];
      await ended;
      console.log(
        `  ${format.padEnd(12)} ${Math.round(figures.interactions / (figures.tookMs / 1000)).toLocaleString("en")} interactions/s, ${megabytes(figures.bytes)} MB written; memory +${megabytes(figures.grownBytes)} MB; ` +
          `loop late p99 ${figures.loopP99Ms.toFixed(1)} ms, at most ${figures.loopMaxMs.toFixed(1)} ms (its own work at most ${figures.busiestMs.toFixed(1)} ms); a page of the list p95 ${figures.pageP95Ms.toFixed(1)} ms, at most ${figures.pageMaxMs.toFixed(1)} ms`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
