import Sqlite from "better-sqlite3";
import { join } from "node:path";
import { expect, it } from "vitest";
import { runTask } from "../../../electron/core/care/thread/runTask.ts";
import type { Repaired } from "../../../electron/core/care/repair/repairFolder.ts";
import { checkDatabases } from "../../../electron/core/doctor/checkDatabases.ts";
import { places } from "../../../electron/core/places.ts";
import { careEntry, never, openTestCare } from "../../helpers/openTestCare.ts";
import { sampleOutcome, sampleStart } from "../../helpers/sampleRecording.ts";

it("finds a broken index and lost full text, and makes both anew from the rows", async () => {
  const test = await openTestCare();
  for (let n = 0; n < 50; n++) {
    const { id } = test.log.begin(sampleStart(`question ${n} of the purple elephant ${"long ".repeat(100)}`));
    await test.log.finish(id, sampleOutcome(`answer ${n} ${"word ".repeat(100)}zebra`, n === 0 ? { status: "failed", error: { code: "internal", message: "a green failure" } } : {}));
  }
  await test.close();
  const path = join(test.dataFolder, "log", "2026-11.sqlite");
  const db = new Sqlite(path);
  db.unsafeMode();
  // The index no longer knows the rows' status, as a fault of the disk would leave it.
  db.pragma("writable_schema = ON");
  db.exec("UPDATE sqlite_schema SET sql = 'CREATE INDEX interactions_by_status ON interactions (origin, id)' WHERE name = 'interactions_by_status'");
  db.exec("INSERT INTO interaction_text (interaction_text) VALUES ('delete-all')");
  db.close();
  expect(await checkDatabases(test.dataFolder, places.databaseCheck)).toMatchObject({ state: "fault", fix: expect.stringContaining("--repair") });
  const repaired: Repaired[] = [];
  for await (const each of runTask(careEntry, "repairFolder", { dataFolder: test.dataFolder })) repaired.push(each);
  expect(repaired).toMatchObject([{ path: "tapedeck.sqlite", isSound: true }, { path: "2026-11.sqlite", isSound: true, done: ["Its indexes were made anew.", "Full text of 50 interactions was made anew."] }]);
  expect(await checkDatabases(test.dataFolder, places.databaseCheck)).toMatchObject({ state: "ok" });
  const again = await openTestCare({ dataFolder: test.dataFolder });
  for (const [text, total] of [["elephant", 50], ["zebra", 50], ["green failure", 1]] as const) expect(await again.log.count({ text }, never)).toEqual({ total });
});

it("gives the space of what was removed back, and says what takes the rest", async () => {
  const test = await openTestCare();
  const text = Array.from({ length: 20_000 }, (_, n) => (n * 7919).toString(36)).join(" ");
  for (let n = 0; n < 20; n++) {
    const { id } = test.log.begin(sampleStart(`${n}`));
    await test.log.finish(id, sampleOutcome(`${n} ${text}`));
  }
  const sizesOf = async () => (await test.care.sizes({}, never)).files.find(({ month }) => month === "2026-11")!;
  const before = await sizesOf();
  expect(before.isEstimate).toBe(false);
  expect(before.parts.map(({ part }) => part)).toEqual(expect.arrayContaining(["rows", "bodies", "full-text", "indexes"]));
  await test.done(await test.care.removeInteractions({ filter: "status = ok", isDryRun: false }, never));
  await test.close();
  for await (const _ of runTask(careEntry, "repairFolder", { dataFolder: test.dataFolder })) expect(_.isSound).toBe(true);
  const again = await openTestCare({ dataFolder: test.dataFolder });
  const after = (await again.care.sizes({}, never)).files.find(({ month }) => month === "2026-11")!;
  expect(after.sizeBytes).toBeLessThan((before.sizeBytes + before.walBytes) / 2);
});
