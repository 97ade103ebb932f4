import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inspectFile } from "../../electron/core/models/inspectFile.ts";

const demo = readFileSync(new URL("../../resources/models/demo-support-v2.Q8_0.gguf", import.meta.url));
const loader = fileURLToPath(new URL("./loadFiles.ts", import.meta.url));
/** Metadata that is no vocabulary stands in the first bytes; values that numbers like to break on are tried most. */
const headBytes = 1500;
const changedByte = fc.tuple(fc.oneof({ weight: 3, arbitrary: fc.nat(headBytes) }, fc.nat(60_000)), fc.constantFrom(0, 1, 2, 0x7f, 0x80, 0xff));
const changes = fc.array(changedByte, { minLength: 1, maxLength: 3 });
const wanted = 100;

describe("the header check in front of llama.cpp", () => {
  let folder: string;
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "tapedeck-header-"))));
  afterAll(() => rmSync(folder, { recursive: true }));

  it(`lets nothing through that makes llama.cpp abort: ${wanted} damaged files that it finds harmless load or fail with an error`, async () => {
    const paths: string[] = [];
    for (const flips of fc.sample(changes, { seed: 4, numRuns: 2000 })) {
      if (paths.length === wanted) break;
      const bytes = Buffer.from(demo);
      for (const [at, value] of flips) bytes[at] = value;
      const path = join(folder, `${paths.length}.gguf`);
      writeFileSync(path, bytes);
      const found = await inspectFile(path);
      if (found.valid && !found.findings.some(({ severity }) => severity === "danger")) paths.push(path);
    }
    expect(paths).toHaveLength(wanted);
    const { status, signal, stdout, stderr } = spawnSync(process.execPath, [loader, ...paths], { encoding: "utf8", timeout: 100_000 });
    const last = stdout.trim().split("\n").at(-1);
    expect({ status, signal, last, stderr: stderr.slice(-500) }).toMatchObject({ status: 0, signal: null, last: String(wanted - 1) });
  });
});
