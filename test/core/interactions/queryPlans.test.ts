import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { listWhere } from "../../../electron/core/interactions/listWhere.ts";
import { listSql } from "../../../electron/core/interactions/monthReader.ts";
import { addTextFunctions } from "../../../electron/core/interactions/wholeTexts.ts";
import { logMigrations } from "../../../electron/core/storage/log/migrations.ts";
import { openDatabase } from "../../../electron/core/storage/openDatabase.ts";
import type { ListRequest } from "../../../shared/schemas/interaction.ts";
import { tempFolder } from "../../helpers/tempFolder.ts";

function planOf(sql: string): string {
  const db = openDatabase(join(tempFolder(), "2026-11.sqlite"), logMigrations);
  onTestFinished(() => void db.close());
  addTextFunctions(db);
  return db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql.replaceAll(/@\w+/g, "'x'")}`).all().map(({ detail }) => detail).join("; ");
}
const listPlan = (request: Partial<ListRequest>) => planOf(listSql(`(${listWhere(request, { now: Date.UTC(2026, 10, 25), timeZone: "utc" }).sql})`));
const byId = "SEARCH interactions USING INDEX sqlite_autoindex_interactions_1 (id";

it.each<[string, Partial<ListRequest>, string]>([
  ["the newest page", {}, `${byId}<?)`],
  ["the start of an id", { text: "int_01jd" }, `${byId}>? AND id<?)`],
  ["a span of time", { filter: "createdAt >= 2026-11-24 and createdAt < 2026-11-25" }, `${byId}>? AND id<?)`],
  ["one status", { status: ["failed"] }, "USING INDEX interactions_by_status (status=? AND id<?)"],
  ["one status by filter", { filter: "status = failed" }, "USING INDEX interactions_by_status (status=? AND id<?)"],
  ["one session", { filter: "session = ses_1" }, "USING INDEX interactions_by_session (session=? AND id<?)"],
  ["the replays of one", { filter: "replayOf = int_1" }, "USING INDEX interactions_by_replay (replay_of=? AND id<?)"],
])("finds %s by an index, already in order", (_, request, expected) => {
  const plan = listPlan(request);
  expect(plan).toContain(expected);
  expect(plan).not.toContain("TEMP B-TREE");
});

it("finds what was running, an interaction's bodies and feedback, and imported spans by an index", () => {
  expect(planOf("SELECT key FROM interactions WHERE status = 'running'")).toContain("USING COVERING INDEX interactions_by_status");
  expect(planOf("SELECT * FROM bodies WHERE interaction = 1")).toContain("SEARCH bodies USING INDEX");
  expect(planOf("SELECT * FROM feedback WHERE interaction_id = 'x'")).toContain("feedback_by_interaction");
  expect(planOf("SELECT key FROM interactions WHERE trace_id = 'x' AND span_id = 'y'")).toContain("interactions_by_span");
  expect(planOf("SELECT key FROM interactions WHERE source = 'x' AND source_id = 'y'")).toContain("interactions_by_source");
  expect(planOf("SELECT * FROM spans WHERE trace_id = 'x'")).toContain("SEARCH spans USING INDEX");
});
