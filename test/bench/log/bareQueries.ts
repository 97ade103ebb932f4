import Sqlite, { type Database } from "better-sqlite3";
import { join } from "node:path";
import { monthsOf } from "../../../electron/core/interactions/logFiles.ts";
import { rowColumns } from "../../../electron/core/interactions/reading/rows.ts";
import type { FacetField } from "../../../shared/schemas/finding.ts";

const columns: Record<FacetField, string> = { status: "status", model: "model", deployment: "deployment", origin: "origin", user: "user", tags: "tag", finishReason: "finish_reason", errorCode: "error_code" };

/** Plain better-sqlite3 on the same files, in this process: the bare query that each of ours must do. */
export function openBareQueries(dataFolder: string) {
  const logFolder = join(dataFolder, "log");
  const months: Database[] = monthsOf(logFolder).map((month) => new Sqlite(join(logFolder, `${month}.sqlite`), { readonly: true }));
  /** The newest `limit` of all months. */
  function newest(sql: string, values: Record<string, string | number>, limit: number): unknown[] {
    const rows: unknown[] = [];
    for (const db of months) {
      if (rows.length >= limit) break;
      rows.push(...db.prepare<[object], object>(sql).all({ ...values, limit: limit - rows.length }));
    }
    return rows;
  }
  return {
    page: (where: string, values: Record<string, string | number>, before: string, limit: number) => newest(`SELECT ${rowColumns} FROM interactions WHERE id < @before AND ${where} ORDER BY id DESC LIMIT @limit`, { ...values, before }, limit),
    text: (phrases: string, limit: number) => newest(`SELECT ${rowColumns} FROM interactions JOIN (SELECT rowid FROM interaction_text WHERE interaction_text MATCH @phrases ORDER BY rowid DESC LIMIT @limit) AS hit ON key = hit.rowid ORDER BY id DESC`, { phrases }, limit),
    ranked: (phrases: string, limit: number) => months.map((db) => db.prepare<[object], object>("SELECT rowid FROM interaction_text WHERE interaction_text MATCH @phrases ORDER BY rank LIMIT @limit").all({ phrases, limit })),
    facet: (field: FacetField) => months.map((db) => db.prepare(`SELECT ${columns[field]}, count(*) FROM ${field === "tags" ? "interaction_tags" : "interactions"} GROUP BY 1 ORDER BY 2 DESC LIMIT 20`).all()),
    aggregate: (from: string, bucketMs: number) => months.map((db) => db.prepare<[object], object>("SELECT created_at / @bucketMs, count(*), sum(status = 'failed'), sum(prompt_tokens), sum(completion_tokens), percentile(total_ms, 50), percentile(total_ms, 95), percentile(total_ms, 99) FROM interactions WHERE id >= @from GROUP BY 1").all({ from, bucketMs })),
    close: () => months.forEach((db) => db.close()),
  };
}
