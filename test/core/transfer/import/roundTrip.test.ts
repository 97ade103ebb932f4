import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { createExports } from "../../../../electron/core/transfer/export/createExports.ts";
import { createImports } from "../../../../electron/core/transfer/import/createImports.ts";
import { createJobs } from "../../../../electron/core/jobs/jobs.ts";
import { places } from "../../../../electron/core/places.ts";
import { mainMigrations } from "../../../../electron/core/storage/main/migrations.ts";
import { openDatabase } from "../../../../electron/core/storage/openDatabase.ts";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { openTestLog } from "../../../helpers/openTestLog.ts";
import { lines, now } from "./readFile.ts";

const folder = mkdtempSync(join(tmpdir(), "tapedeck #% é-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A data folder of its own, into which and out of which files go. */
async function open(name: string) {
  const dataFolder = join(folder, name);
  const log = await openTestLog(dataFolder, () => now);
  afterAll(() => log.close());
  const db = openDatabase(join(dataFolder, "tapedeck.sqlite"), mainMigrations);
  const jobs = createJobs({ db, now: Date.now });
  const imports = createImports({ db, jobs, entry: places.importReader, log, now: () => now });
  const exports = createExports({ dataFolder, entry: places.exportWriter, jobs, log, now: () => now, timeZone: () => "utc" });
  const ended = async (jobId: string) => {
    for await (const all of jobs.watch({}, new AbortController().signal)) if (all.find(({ id }) => id === jobId)!.state !== "running") break;
    const { state, error } = jobs.list().find(({ id }) => id === jobId)!;
    expect([state, error]).toEqual(["done", null]);
  };
  return {
    log,
    async import(path: string) {
      const { jobId } = await imports.import({ path });
      await ended(jobId);
      return imports.imported({ jobId });
    },
    async export(file: string): Promise<string> {
      const path = join(folder, file);
      const { jobId } = await exports.export({ path, format: "tapedeck", order: "oldest", goodFrom: 0.5, raw: false, force: true }, new AbortController().signal);
      await ended(jobId);
      return readFileSync(path, "utf8");
    },
  };
}

/** Langfuse-shaped: text that was encoded twice, NUL, half a pair, a trace of three spans and a score; dated 2024. */
const double = String.raw`[{"role":"user","content":"\u65e5\u672c \ud83d\ude00"}]`;
const at = (second: number) => `2024-03-01T10:00:0${second}.000Z`;
const source = lines(
  { id: "root", traceId: "t", type: "AGENT", name: "agent", startTime: at(0), endTime: at(4), input: "in", output: { a: [1, null] }, metadata: { k: "v" } },
  { id: "call", traceId: "t", parentObservationId: "root", type: "GENERATION", name: "chat", startTime: at(1), endTime: at(3), completionStartTime: at(2), model: "gpt-4o", input: double, output: "NUL \u0000 and half \ud83d", usageDetails: { input: 100, input_cached_tokens: 900, output: 20, total: 1020 } },
  { id: "tool", traceId: "t", parentObservationId: "root", type: "TOOL", name: "search", startTime: at(3), endTime: at(4), input: { q: "日本" }, output: "none" },
  { id: "s1", traceId: "t", observationId: "call", name: "quality", value: 0.5, comment: "gut", timestamp: at(4) },
);

it("gives the same file again after an export, an import elsewhere and another export", async () => {
  const path = join(folder, "langfuse.jsonl");
  writeFileSync(path, source);
  const first = await open("first");
  expect(await first.import(path)).toMatchObject({ imported: 1, spans: 2, feedback: 1, rejected: 0 });
  const exported = await first.export("first.jsonl");
  const second = await open("second");
  expect(await second.import(join(folder, "first.jsonl"))).toMatchObject({ format: "tapedeck", imported: 1, spans: 2, feedback: 1, rejected: 0 });
  expect(await second.export("second.jsonl")).toBe(exported);
  expect(await second.import(join(folder, "first.jsonl"))).toMatchObject({ imported: 0, duplicates: 1, spans: 0, feedback: 0, othersThere: 3, rejected: 0 });

  const { items } = await second.log.list({ text: "日本", limit: 10 });
  expect(items).toMatchObject([{ input: "日本 😀", createdAt: Date.UTC(2024, 2, 1, 10, 0, 1), usage: { promptTokens: 1000, completionTokens: 20, cachedTokens: 900 }, timings: { totalMs: 2000, firstTokenMs: 1000 } }]);
  expect((await second.log.get({ id: items[0]!.id })).output).toBe("NUL \u0000 and half \ud83d");
  const [original] = await second.log.bytes([items[0]!.id], "raw");
  expect(Buffer.from(original!).toString()).toBe(source.split("\n")[1]);
});

it("imports its own export into the same log as nothing new", async () => {
  const same = await open("same");
  writeFileSync(join(folder, "own.jsonl"), source);
  await same.import(join(folder, "own.jsonl"));
  await same.export("own-export.jsonl");
  expect(await same.import(join(folder, "own-export.jsonl"))).toMatchObject({ imported: 0, duplicates: 1, spans: 0, feedback: 0, rejected: 0 });
});
