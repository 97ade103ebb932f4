import { expect, it } from "vitest";
import { createImportStore, type ImportRecord } from "../../electron/core/transfer/import/importStore.ts";
import { migratedTo } from "../helpers/migratedTo.ts";

const record: ImportRecord = {
  jobId: "job_1", file: "the file", path: "/a.jsonl", format: "openai-jsonl", why: "It says so.", state: "running", place: { byte: 900, line: 10, records: 9 }, imported: 5, duplicates: 3, rejected: 1,
  rejects: [{ line: 4, reason: "it is no JSON" }], spans: 0, feedback: 0, othersThere: 0, zoneAssumed: 0, records: 9, resumedAtBytes: null, error: null,
};

it("adds imports to a database of the version before, and finds the one that was cut short", () => {
  const db = migratedTo(11, "INSERT INTO settings VALUES ('gpu', '\"off\"')");
  expect(db.prepare("SELECT value FROM settings").pluck().all()).toEqual(['"off"']);
  const store = createImportStore(db, () => 1);
  store.save(record);
  expect(store.cutShort("the file")).toBeNull();

  const next = createImportStore(db, () => 2);
  expect(next.cutShort("the file")).toEqual({ ...record, state: "interrupted" });
  expect(next.cutShort("another file")).toBeNull();
  next.save({ ...record, jobId: "job_2", state: "cancelled" });
  expect(next.cutShort("the file")).toBeNull();
  expect(db.prepare("EXPLAIN QUERY PLAN SELECT * FROM imports WHERE file = ? ORDER BY started_at DESC, job_id DESC LIMIT 1").all("f")).toMatchObject([{ detail: expect.stringContaining("imports_by_file") }]);
});
