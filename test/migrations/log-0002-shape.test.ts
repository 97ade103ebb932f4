import Sqlite from "better-sqlite3";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { zstdCompressSync } from "node:zlib";
import { logMigrations } from "../../electron/core/storage/log/migrations.ts";
import { promptHashOf } from "../../electron/core/storage/log/promptHash.ts";
import type { MigrationReport } from "../../electron/core/storage/migrate.ts";
import { openDatabase } from "../../electron/core/storage/openDatabase.ts";
import { sampleStart } from "../helpers/sampleRecording.ts";
import { tempFolder } from "../helpers/tempFolder.ts";

const { request } = sampleStart("Where is it?");
const body = Buffer.from(JSON.stringify(request));

/** A month as 0001 left it, with a row of each kind. */
function monthOfBefore(sql = ""): string {
  const path = join(tempFolder(), "2026-11.sqlite");
  const db = openDatabase(path, logMigrations.slice(0, 1));
  const insert = db.prepare("INSERT INTO interactions (id, created_at, status, origin, tags, input, metadata, trace_id, span_id, source, source_id) VALUES (?, 5, ?, 'chat', ?, 'Where is it?', ?, ?, ?, ?, ?)");
  insert.run("int_a", "ok", '["a","b","a"]', '{"k":1}', "t", "s", "langfuse", "1");
  insert.run("int_b", "running", "[]", null, null, null, null, null);
  const putBody = db.prepare("INSERT INTO bodies (interaction, kind, encoding, size, data) VALUES (?, ?, ?, ?, ?)");
  putBody.run(1, "request", "zstd", body.length, zstdCompressSync(body));
  putBody.run(1, "answer", "plain", 2, Buffer.from("{}"));
  putBody.run(2, "request", "plain", body.length, body);
  db.exec(`
    INSERT INTO interaction_text (rowid, input, output, error) VALUES (1, 'where is it', 'on its way', '');
    INSERT INTO spans (trace_id, span_id, name, kind, started_at, status, attributes) VALUES ('t', 's2', 'tool', 'tool', 6, 'ok', CAST('{"x":1}' AS BLOB));
    INSERT INTO spans (trace_id, span_id, name, kind, started_at, status) VALUES ('t', 's3', 'tool', 'tool', 7, 'ok');
    INSERT INTO feedback (id, interaction_id, created_at, name, value) VALUES ('fbk_1', 'int_a', 8, 'helpful', 1);
    ${sql}`);
  db.close();
  return path;
}

it("brings a month of the version before along, rows of every kind, and says how far it is", () => {
  const reports: MigrationReport[] = [];
  const path = monthOfBefore();
  const db = openDatabase(path, logMigrations, "normal", (report) => reports.push(report));
  onTestFinished(() => void db.close());
  const hash = promptHashOf(request.messages);
  expect(db.prepare("SELECT key, id, status, tags, trace_id, source_id, metadata, prompt_hash, clock_mark FROM interactions ORDER BY key").all()).toEqual([
    { key: 1, id: "int_a", status: "ok", tags: '["a","b","a"]', trace_id: "t", source_id: "1", metadata: '{"k":1}', prompt_hash: hash, clock_mark: null },
    { key: 2, id: "int_b", status: "running", tags: "[]", trace_id: null, source_id: null, metadata: null, prompt_hash: hash, clock_mark: null },
  ]);
  expect(db.prepare("SELECT tag, id FROM interaction_tags ORDER BY tag").all()).toEqual([{ tag: "a", id: "int_a" }, { tag: "b", id: "int_a" }]);
  expect(db.prepare("SELECT interaction, kind, parts FROM bodies ORDER BY interaction, kind").all()).toEqual([
    { interaction: 1, kind: "answer", parts: null }, { interaction: 1, kind: "request", parts: null }, { interaction: 2, kind: "request", parts: null },
  ]);
  expect(db.prepare("SELECT rowid FROM interaction_text WHERE interaction_text MATCH 'way'").pluck().all()).toEqual([1]);
  expect(db.prepare("SELECT span_id, started_at FROM spans ORDER BY key").all()).toEqual([{ span_id: "s2", started_at: 6 }, { span_id: "s3", started_at: 7 }]);
  expect(db.prepare<[], Buffer>("SELECT data FROM span_bodies").pluck().all().map((data) => JSON.parse(data.toString()) as unknown)).toEqual([{ input: null, output: null, attributes: { x: 1 }, events: [] }]);
  expect(db.prepare("SELECT id, interaction_id, name, value FROM feedback").all()).toEqual([{ id: "fbk_1", interaction_id: "int_a", name: "helpful", value: 1 }]);
  expect(reports).toEqual([{ path, done: 2, total: 2 }]);
  expect([db.pragma("integrity_check", { simple: true }), db.pragma("foreign_key_check"), db.pragma("foreign_keys", { simple: true })]).toEqual(["ok", [], 1]);
  db.exec("DELETE FROM interactions WHERE id = 'int_a'");
  expect(db.prepare("SELECT count(*) FROM bodies").pluck().get()).toBe(1);
});

it("names the row that it can't bring along, and leaves the file to the version before", () => {
  const path = monthOfBefore("UPDATE interactions SET tags = 'none' WHERE id = 'int_b'");
  const before = readFileSync(path);
  expect(() => openDatabase(path, logMigrations)).toThrow(expect.objectContaining({ code: "database-corrupt", message: expect.stringContaining("its row int_b can't be read: malformed JSON"), details: { path, row: "int_b" } }));
  expect(readFileSync(path).equals(before)).toBe(true);
  const old = openDatabase(path, logMigrations.slice(0, 1));
  expect(old.prepare("SELECT count(*) FROM interactions").pluck().get()).toBe(2);
  old.close();
  expect(readdirSync(dirname(path)).filter((name) => name.endsWith(".bak"))).toEqual(["2026-11.sqlite.v1.bak"]);
  expect(new Sqlite(`${path}.v1.bak`, { readonly: true }).prepare("SELECT count(*) FROM interactions").pluck().get()).toBe(2);
});
