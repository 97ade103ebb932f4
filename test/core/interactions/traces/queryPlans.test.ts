import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { besideSql } from "../../../../electron/core/interactions/traces/monthBeside.ts";
import { sessionSql } from "../../../../electron/core/interactions/traces/monthSessions.ts";
import { tracePartSql } from "../../../../electron/core/interactions/traces/monthTraces.ts";
import { logMigrations } from "../../../../electron/core/storage/log/migrations.ts";
import { openDatabase } from "../../../../electron/core/storage/openDatabase.ts";

const folder = mkdtempSync(join(tmpdir(), "tapedeck #% é 日-"));
let db: ReturnType<typeof openDatabase>;
beforeAll(() => {
  db = openDatabase(join(folder, "2026-11.sqlite"), logMigrations);
});
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

it.each([
  ["the spans of a trace", tracePartSql.spans, "SEARCH spans USING INDEX sqlite_autoindex_spans_1 (trace_id=? AND span_id>?)"],
  ["the calls of a trace", tracePartSql.calls, "USING INDEX interactions_by_span (trace_id=? AND span_id>?)"],
  ["the calls of a trace without a span's id", tracePartSql.spanlessCalls, "USING INDEX interactions_by_span (trace_id=? AND span_id=?)"],
  ["the turns of a session", sessionSql, "USING INDEX interactions_by_session (session=?)"],
  ["the next of a session", besideSql("session", true), "USING COVERING INDEX interactions_by_session (session=? AND id>?)"],
  ["the one before of a user", besideSql("user", false), "USING COVERING INDEX interactions_by_user (user=? AND id<?)"],
  ["the next with the same question", besideSql("prompt", true), "USING COVERING INDEX interactions_by_prompt (prompt_hash=? AND id>?)"],
])("finds %s by an index", (_, sql, expected) => {
  const plan = db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql.replaceAll(/@\w+/g, "'x'")}`).all().map(({ detail }) => detail).join("; ");
  expect(plan).toContain(expected);
  expect(plan).not.toContain("SCAN");
});
