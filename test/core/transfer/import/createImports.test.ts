import { appendFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { AppError } from "../../../../shared/errors.ts";
import type { IncomingBatch } from "../../../../shared/schemas/incoming.ts";
import { createJobs } from "../../../../electron/core/jobs/jobs.ts";
import { places } from "../../../../electron/core/places.ts";
import { mainMigrations } from "../../../../electron/core/storage/main/migrations.ts";
import { openDatabase } from "../../../../electron/core/storage/openDatabase.ts";
import { createImports } from "../../../../electron/core/transfer/import/createImports.ts";
import { openTestLog } from "../../../helpers/openTestLog.ts";
import { tempFolder } from "../../../helpers/tempFolder.ts";
import { lines, now, readContent } from "./readFile.ts";

const log = await openTestLog();
afterAll(() => log.close());

const completion = (n: number, more: object = {}) => ({ id: `chatcmpl-${n}`, object: "chat.completion", created: 1_717_200_000 + n, model: "m", messages: [{ role: "user", content: `Q${n}` }], choices: [{ message: { role: "assistant", content: `A${n}` } }], ...more });
const many = (count: number, from = 0) => lines(...Array.from({ length: count }, (_, n) => completion(from + n)));

/** A core's imports over a real database, a real log and real threads. */
function open(folder = tempFolder(), ingest = log.ingest) {
  const db = openDatabase(join(folder, "tapedeck.sqlite"), mainMigrations);
  const jobs = createJobs({ db, now: Date.now });
  const imports = createImports({ db, jobs, entry: places.importReader, log: { ingest }, now: () => now });
  const path = join(folder, "file.jsonl");
  const ended = async (jobId: string) => {
    for await (const all of jobs.watch({}, new AbortController().signal)) if (all.find(({ id }) => id === jobId)?.state !== "running") break;
    return imports.imported({ jobId });
  };
  return {
    db, jobs, imports, path, folder,
    start: async () => (await imports.import({ path })).jobId,
    run: async () => ended((await imports.import({ path })).jobId),
    ended,
  };
}

it("imports a file, and importing it again finds everything there", async () => {
  const { path, run, jobs } = open();
  writeFileSync(path, many(1200) + "{broken\n");
  expect(await run()).toMatchObject({ state: "done", format: "openai-stored", imported: 1200, duplicates: 0, rejected: 1, rejects: [{ line: 1201 }], records: 1201, resumedAtBytes: null, error: null });
  expect(jobs.list()[0]).toMatchObject({ kind: "import", state: "done", progress: { unit: "bytes" } });
  expect(await run()).toMatchObject({ imported: 0, duplicates: 1200, rejected: 1 });
  const { items } = await log.list({ filter: 'source = "openai-stored"', limit: 1 });
  expect(items[0]).toMatchObject({ input: "Q1199", output: "A1199", origin: "import", source: "openai-stored", sourceId: "chatcmpl-1199" });
});

it("counts the first 100 rejects by line and reason, and all of them", async () => {
  const { path, run } = open();
  writeFileSync(path, `${many(1)}${'{"object":"chat.completion"}\n'.repeat(250)}`);
  const { rejected, rejects, duplicates } = await run();
  expect([rejected, rejects.length, duplicates]).toEqual([250, 100, 1]);
  expect(rejects[99]).toEqual({ line: 101, reason: "it has neither `choices` nor `output`: it is no stored completion or response" });
});

it("goes on where it was when core died, and reads nothing twice", async () => {
  const folder = tempFolder();
  const seen: string[] = [];
  let left = 2;
  const first = open(folder, async (batch: IncomingBatch, signal) => {
    if (left-- <= 0) return new Promise(() => {});
    seen.push(...batch.interactions.map(({ sourceId }) => sourceId!));
    return log.ingest(batch, signal);
  });
  writeFileSync(first.path, many(2000, 10_000));
  const jobId = await first.start();
  await expect.poll(() => left, { timeout: 10_000 }).toBeLessThan(0);
  await expect.poll(() => first.imports.imported({ jobId }).records, { timeout: 10_000 }).toBe(seen.length);
  // What a core that is killed leaves behind: the state as it was saved last.
  const [records, byte] = [seen.length, Buffer.byteLength(many(seen.length, 10_000))];
  first.db.prepare("UPDATE imports SET byte = @byte, line = @records + 1, records = @records, imported = @records, state = 'running' WHERE job_id = @jobId").run({ jobId, byte, records });
  const second = open(folder, (batch, signal) => {
    seen.push(...batch.interactions.map(({ sourceId }) => sourceId!));
    return log.ingest(batch, signal);
  });
  expect(await second.run()).toMatchObject({ state: "done", records: 2000, imported: 2000, duplicates: 0, resumedAtBytes: byte });
  expect([seen.length, new Set(seen).size]).toEqual([2000, 2000]);
});

it("ends at a cancel, keeps what came in, and begins anew when it is asked again", async () => {
  const { path, start, run, jobs, imports } = open(tempFolder(), async (batch, signal) => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return log.ingest(batch, signal);
  });
  writeFileSync(path, many(5000));
  const jobId = await start();
  await expect.poll(() => imports.imported({ jobId }), { timeout: 10_000 }).toMatchObject({ state: "running", duplicates: expect.any(Number) });
  expect((await jobs.cancel({ id: jobId })).state).toBe("cancelled");
  expect(imports.imported({ jobId })).toMatchObject({ state: "cancelled", error: null });
  expect(await run()).toMatchObject({ state: "done", records: 5000, resumedAtBytes: null });
});

it("fails with the log's reason, and says what was stored by then", async () => {
  let batches = 0;
  const { path, run } = open(tempFolder(), async (batch, signal) => {
    if (++batches === 2) throw new AppError("disk-full", "No space is left.");
    return log.ingest(batch, signal);
  });
  writeFileSync(path, many(1500));
  const done = await run();
  expect(done).toMatchObject({ state: "failed", error: { code: "disk-full", message: "No space is left." } });
  expect(done.records).toBe(done.imported + done.duplicates);
  expect(done.records).toBeGreaterThan(100);
});

it("refuses at once what can't be imported, and knows no job that never was", async () => {
  const { imports, folder } = open();
  await expect(imports.import({ path: folder })).rejects.toMatchObject({ code: "bad-request", message: expect.stringContaining("is a folder") });
  await expect(imports.import({ path: "file.jsonl" })).rejects.toThrow("needs a whole path");
  expect(() => imports.imported({ jobId: "job_x" })).toThrow("There is no import job_x");
});

it("previews a file: its rows, columns, rejects, how many there are, and times without a zone", async () => {
  const { imports, path } = open();
  writeFileSync(path, `question;answer;when\n${"Hi;Ho;2024-05-01 12:00\n".repeat(50)}Hi;Ho;never\n`);
  const preview = await imports.preview({ path, map: { question: "input", when: "createdAt" }, timeZone: "Europe/Berlin" });
  expect(preview).toMatchObject({
    format: "csv", why: "Its first line is 3 names, separated by semicolons.", records: { count: 51, isEstimate: false }, zone: { timesWithoutZone: 50, timeZone: "Europe/Berlin" }, rejects: [{ line: 52 }],
    columns: [{ name: "question", target: "input", sample: "Hi" }, { name: "answer", target: "output" }, { name: "when", target: "createdAt" }],
  });
  expect(preview.rows.length).toBe(20);
  expect(preview.rows[0]).toMatchObject({ line: 2, kind: "interaction", createdAt: Date.UTC(2024, 4, 1, 10), input: "Hi", output: "Ho", clockMark: "zone-assumed" });
});

it("estimates the records of a file that is longer than what it looks at", async () => {
  const { imports, path } = open();
  for (let part = 0; part < 10; part++) appendFileSync(path, many(6000));
  const { records, rejects } = await imports.preview({ path });
  expect(records.isEstimate).toBe(true);
  expect(Math.abs(records.count - 60_000)).toBeLessThan(3000);
  expect(rejects).toEqual([]);
});

it("reads a long table without a warning of Node's", async () => {
  const warnings: string[] = [];
  const listen = ({ message }: Error) => void warnings.push(message);
  process.on("warning", listen);
  const { interactions } = await readContent(`input,output\n${`${"question ".repeat(500)},answer\n`.repeat(800)}`);
  await new Promise(setImmediate);
  process.off("warning", listen);
  expect([interactions.length, warnings]).toEqual([800, []]);
});
