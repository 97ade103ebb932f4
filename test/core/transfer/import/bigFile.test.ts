import { execFile } from "node:child_process";
import { closeSync, openSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { formatBytes } from "../../../../electron/headless/format.ts";
import { tempFolder } from "../../../helpers/tempFolder.ts";

/** 64 MB in `npm test`, 5 GB in `npm run torture -- import`. */
const megabytes = Number(process.env["TAPEDECK_IMPORT_MB"] ?? 64);
/** Long records: what is measured is memory, not rows. */
const recordBytes = 50_000;
const mostMemory = 900 * 1024 * 1024;
const entry = fileURLToPath(new URL("importBig.ts", import.meta.url));

/** A file of conversations, each unlike the others; gives how many. */
function generate(path: string): number {
  const file = openSync(path, "w");
  let count = 0;
  for (let bytes = 0; bytes < megabytes * 1e6; count++) {
    const words = `word${count} of ${count * 7919} `;
    bytes += writeSync(file, `${JSON.stringify({ messages: [{ role: "user", content: words.repeat(recordBytes / 2 / words.length) }, { role: "assistant", content: `answer ${words}`.repeat(recordBytes / 2 / (words.length + 7)) }] })}\n`);
  }
  closeSync(file);
  return count;
}

it.skipIf(process.platform !== "linux")("imports a big file in bounded memory, and keeps core's own thread free", { timeout: 3_600_000 }, async () => {
  const folder = tempFolder();
  const path = join(folder, "big.jsonl");
  const count = generate(path);
  const { stdout } = await promisify(execFile)(process.execPath, [entry, path, join(folder, "data")]);
  const { state, imported, rejected, seconds, peakBytes, longestStallMs } = JSON.parse(stdout) as Record<"state", string> & Record<"imported" | "rejected" | "seconds" | "peakBytes" | "longestStallMs", number>;
  process.stderr.write(`\n${formatBytes(statSync(path).size)}, ${count} records: ${seconds.toFixed(1)} s, peak ${formatBytes(peakBytes)} with the log, longest stall of core's thread ${longestStallMs.toFixed(0)} ms\n`);
  expect([state, imported, rejected]).toEqual(["done", count, 0]);
  expect(peakBytes).toBeLessThan(mostMemory);
});
