import { randomBytes } from "node:crypto";
import Sqlite from "better-sqlite3";
import { statSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { sampleIncoming } from "../../helpers/incoming.ts";
import { openTestLog } from "../../helpers/openTestLog.ts";
import { tempFolder } from "../../helpers/tempFolder.ts";

const megabyte = 1024 * 1024;
const never = new AbortController().signal;

it("keeps the write-ahead log small while 200 MB come in and readers come and go, one of which has stopped", async () => {
  const folder = tempFolder();
  const log = await openTestLog(folder);
  onTestFinished(() => log.close());
  const walBytes = () => statSync(join(folder, "log", "2026-11.sqlite-wal"), { throwIfNoEntry: false })?.size ?? 0;
  let isDone = false;
  const readAgain = async () => {
    while (!isDone) await log.count({ filter: "input : nowhere" }, never);
  };
  // A list that was begun and is never gone on with.
  const stopped = log.list({ limit: 1 }, never);
  const reading = [readAgain(), readAgain()];
  let largest = 0;
  for (let n = 0; n < 200; n++) {
    // Does not compress, so that it takes its space.
    await log.ingest({ interactions: [sampleIncoming(n, { raw: randomBytes(megabyte) })], spans: [], feedback: [] });
    largest = Math.max(largest, walBytes());
  }
  isDone = true;
  await Promise.all([...reading, stopped]);
  expect(statSync(join(folder, "log", "2026-11.sqlite")).size + walBytes()).toBeGreaterThan(200 * megabyte);
  expect(largest).toBeLessThan(160 * megabyte);
  await log.ingest({ interactions: [sampleIncoming(9999)], spans: [], feedback: [] });
  expect(walBytes()).toBeLessThan(70 * megabyte);
}, 120_000);

it("goes on writing beside a connection of another program that holds on to an old state, and shrinks when it lets go", async () => {
  const folder = tempFolder();
  const log = await openTestLog(folder);
  onTestFinished(() => log.close());
  const path = join(folder, "log", "2026-11.sqlite");
  const put = async (from: number, rows: number) => {
    const text = (n: number) => Array.from({ length: 40_000 }, (_, at) => String.fromCharCode(33 + ((n * 31 + at * (at + n)) % 90))).join("");
    for (let n = from; n < from + rows; n++) await log.ingest({ interactions: [sampleIncoming(n, { output: text(n) })], spans: [], feedback: [] });
  };
  await put(0, 1);
  const other = new Sqlite(path, { readonly: true });
  onTestFinished(() => void other.close());
  other.exec("BEGIN");
  other.prepare("SELECT count(*) FROM interactions").get();
  await put(1, 20);
  other.exec("COMMIT");
  expect(await log.count({}, never)).toEqual({ total: 21 });
  await put(21, 1);
  await log.close();
  expect(statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0).toBeLessThan(9 * megabyte);
}, 60_000);
