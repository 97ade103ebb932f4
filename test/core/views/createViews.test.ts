import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { mainMigrations } from "../../../electron/core/storage/main/migrations.ts";
import { openDatabase } from "../../../electron/core/storage/openDatabase.ts";
import { createViews } from "../../../electron/core/views/createViews.ts";
import { SaveView } from "../../../shared/schemas/view.ts";
import { tempFolder } from "../../helpers/tempFolder.ts";

function open() {
  const db = openDatabase(join(tempFolder(), "tapedeck.sqlite"), mainMigrations);
  onTestFinished(() => void db.close());
  let time = 100;
  return createViews({ db, now: () => time++ });
}
const failures = SaveView.parse({ name: "Failures", filter: "status = failed", columns: ["model", "metadata.ticket"] });

it("keeps a view, changes it, and removes it, and whoever watches sees that", async () => {
  const views = open();
  const leave = new AbortController();
  const seen = views.watch({}, leave.signal);
  expect((await seen.next()).value).toEqual([]);
  const saved = views.save(failures);
  expect(saved).toEqual({ ...failures, id: saved.id, createdAt: 100, changedAt: 100 });
  expect((await seen.next()).value).toEqual([saved]);
  const changed = views.save({ ...failures, id: saved.id, name: "failures", text: "refund", textIn: "output", order: "ranked" });
  expect(changed).toMatchObject({ id: saved.id, name: "failures", text: "refund", textIn: "output", order: "ranked", createdAt: 100, changedAt: 101 });
  expect((await seen.next()).value).toEqual([changed]);
  views.remove({ id: saved.id });
  expect((await seen.next()).value).toEqual([]);
  leave.abort();
  expect((await seen.next()).done).toBe(true);
});

it("refuses a second view of a name, a filter that can't be read, and one that is gone", () => {
  const views = open();
  views.save(failures);
  expect(() => views.save({ ...failures, name: "FAILURES" })).toThrow(expect.objectContaining({ code: "bad-request" }));
  expect(() => views.save({ ...failures, name: "Other", filter: "sttus = failed" })).toThrow(expect.objectContaining({ code: "bad-filter" }));
  expect(() => views.save({ ...failures, name: "Other", id: "view_gone" })).toThrow(expect.objectContaining({ code: "not-found" }));
  expect(() => views.remove({ id: "view_gone" })).toThrow(expect.objectContaining({ code: "not-found" }));
  expect(views.list()).toHaveLength(1);
});

it("keeps two hundred views and says so at one more", () => {
  const views = open();
  for (let n = 0; n < 200; n++) views.save({ ...failures, name: `View ${n}` });
  expect(() => views.save({ ...failures, name: "One more" })).toThrow(expect.objectContaining({ code: "too-large" }));
  expect(views.list()).toHaveLength(200);
});
