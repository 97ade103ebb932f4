import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { listWhere } from "../../../electron/core/interactions/filter/listWhere.ts";
import { plainListSql } from "../../../electron/core/interactions/search/monthSearch.ts";
import { tagCountsSql, userCountsSql } from "../../../electron/core/interactions/search/monthFacets.ts";
import { futureSql } from "../../../electron/core/interactions/search/monthCharts.ts";
import { scoresSql } from "../../../electron/core/interactions/search/monthRanking.ts";
import { nextValueSql } from "../../../electron/core/interactions/search/monthValues.ts";
import { pieces } from "../../../electron/core/interactions/search/pieces.ts";
import { createQueries } from "../../../electron/core/interactions/search/queries.ts";
import { rowColumns } from "../../../electron/core/interactions/reading/rows.ts";
import { addTextFunctions } from "../../../electron/core/interactions/bodies/wholeTexts.ts";
import { logMigrations } from "../../../electron/core/storage/log/migrations.ts";
import { openDatabase } from "../../../electron/core/storage/openDatabase.ts";
import type { ListRequest } from "../../../shared/schemas/interaction.ts";
import { tempFolder } from "../../helpers/tempFolder.ts";

function openMonth() {
  const db = openDatabase(join(tempFolder(), "2026-11.sqlite"), logMigrations);
  addTextFunctions(db);
  onTestFinished(() => void db.close());
  return db;
}
function planOf(sql: string, db = openMonth()): string {
  return db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql.replaceAll(/@\w+/g, "'x'")}`).all().map(({ detail }) => detail).join("; ");
}
function listPlan(request: Partial<ListRequest>, columns = rowColumns): string {
  const db = openMonth();
  db.exec("INSERT INTO interaction_text (rowid, input) VALUES (1, 'refund')");
  const [piece] = pieces(createQueries(db), listWhere(request, { now: Date.UTC(2026, 10, 25), timeZone: "utc" }), "newest-first", () => {});
  return planOf(`SELECT ${columns} ${piece!.source} ORDER BY id DESC LIMIT 9`, db);
}

it.each<[string, Partial<ListRequest>, string]>([
  ["the start of an id", { text: "int_01jd" }, "USING INDEX interactions_facts (id>? AND id<?)"],
  ["a span of time", { filter: "createdAt >= 2026-11-24 and createdAt < 2026-11-25" }, "USING INDEX interactions_facts (id>? AND id<?)"],
  ["what no index has", { filter: "timings.totalMs > 2s" }, "USING INDEX interactions_facts (id>? AND id<?)"],
  ["one status", { status: ["failed"] }, "USING INDEX interactions_by_status (status=? AND id>? AND id<?)"],
  ["one status by filter", { filter: "status = failed" }, "USING INDEX interactions_by_status (status=? AND id>? AND id<?)"],
  ["one model", { filter: "model = a and status = ok" }, "USING INDEX interactions_by_model (model=? AND id>? AND id<?)"],
  ["one deployment", { filter: "deployment = a" }, "USING INDEX interactions_by_deployment (deployment=? AND id>? AND id<?)"],
  ["one user", { filter: "user = u and model = a" }, "USING INDEX interactions_by_user (user=? AND id>? AND id<?)"],
  ["one error", { filter: "errorCode = timeout" }, "USING INDEX interactions_by_error (error_code=? AND id>? AND id<?)"],
  ["one session", { filter: "session = ses_1" }, "USING INDEX interactions_by_session (session=? AND id>? AND id<?)"],
  ["one tag", { filter: "tags = vip and status = failed" }, "SEARCH interaction_tags USING PRIMARY KEY (tag=? AND id>? AND id<?)"],
  ["the replays of one", { filter: "replayOf = int_1" }, "USING INDEX interactions_by_replay (replay_of=? AND id>? AND id<?)"],
])("finds %s by an index, already in order", (_, request, expected) => {
  const plan = listPlan(request);
  expect(plan).toContain(expected);
  expect(plan).not.toContain("TEMP B-TREE");
});

it("finds the newest page and the oldest by the index of ids", () => {
  for (const order of ["newest-first", "oldest-first"] as const) {
    const plan = planOf(plainListSql(order));
    expect(plan).toContain("SEARCH interactions USING INDEX sqlite_autoindex_interactions_1 (id>? AND id<?)");
    expect(plan).not.toContain("TEMP B-TREE");
  }
});

it("counts, sums and draws from an index that has all it needs", () => {
  expect(listPlan({ filter: "timings.totalMs > 2s and model : x and clockMark = past" }, "tags, finish_reason, json_group_array(total_ms), sum(prompt_tokens), sum(completion_tokens)")).toContain("USING COVERING INDEX interactions_facts");
  expect(planOf(futureSql("1"))).toContain("USING COVERING INDEX interactions_future (id>?)");
  expect(planOf(userCountsSql)).toContain("USING COVERING INDEX interactions_by_user");
  expect(planOf(tagCountsSql)).toBe("SCAN interaction_tags");
});

it("looks a few hits of full text up by their keys, ranks within the newest, and finds values without walking rows", () => {
  expect(listPlan({ text: "refund" })).toContain("SEARCH interactions USING INTEGER PRIMARY KEY");
  expect(planOf(scoresSql)).toContain("SCAN interaction_text VIRTUAL TABLE INDEX");
  expect(planOf(nextValueSql({ table: "interactions", column: "user" }))).toContain("SEARCH interactions USING COVERING INDEX interactions_by_user (user>?)");
  expect(planOf(nextValueSql({ table: "interaction_tags", column: "tag" }))).toContain("SEARCH interaction_tags USING PRIMARY KEY (tag>?)");
});

it("finds what was running, an interaction's bodies and feedback, feedback of a name, and imported spans by an index", () => {
  expect(planOf("SELECT key FROM interactions WHERE status = 'running'")).toContain("USING COVERING INDEX interactions_by_status");
  expect(planOf("SELECT * FROM bodies WHERE interaction = 1")).toContain("SEARCH bodies USING INDEX");
  expect(planOf("SELECT * FROM feedback WHERE interaction_id = 'x'")).toContain("feedback_by_interaction");
  expect(planOf("SELECT 1 FROM feedback INDEXED BY feedback_waiting_by_span WHERE interaction_id IS NULL LIMIT 1")).toContain("feedback_waiting_by_span");
  expect(planOf("SELECT * FROM feedback WHERE interaction_id IS NULL AND trace_id = 'x' AND span_id = 'y'")).toContain("feedback_waiting_by_span (trace_id=? AND span_id=?)");
  expect(planOf("SELECT * FROM feedback WHERE interaction_id IS NULL AND source = 'x' AND source_of = 'y'")).toContain("feedback_waiting_by_source (source=? AND source_of=?)");
  expect(planOf("SELECT id FROM feedback WHERE source_id = 'x'")).toContain("feedback_by_source_id");
  expect(planOf("SELECT min(name) FROM feedback WHERE name > 'x'")).toContain("feedback_by_name");
  expect(planOf("SELECT key FROM interactions WHERE trace_id = 'x' AND span_id = 'y'")).toContain("interactions_by_span");
  expect(planOf("SELECT key FROM interactions WHERE source = 'x' AND source_id = 'y'")).toContain("interactions_by_source");
  expect(planOf("SELECT * FROM spans WHERE trace_id = 'x'")).toContain("SEARCH spans USING INDEX");
});
