import { logMigrations } from "../../storage/log/migrations.ts";
import { openForReading } from "../../storage/openDatabase.ts";
import { storageFailure } from "../../storage/storageFailure.ts";
import { RetentionExample } from "../../../../shared/schemas/retention.ts";
import type { Condition } from "./retentionSql.ts";

/**
 * One month of the log, read for what may be taken out of it. Undefined where the writer is just making or migrating it. Throws
 * `database-corrupt`. Every question is a short transaction, so none keeps the write-ahead log from being reset.
 */
export function openMonthForCare({ month, path, isArchived }: { month: string; path: string; isArchived: boolean }) {
  const db = openForReading(path);
  try {
    const pragma = (name: string) => db.pragma(name, { simple: true }) as number;
    if (pragma("user_version") !== logMigrations.length) {
      db.close();
      return undefined;
    }
    const rows = db.prepare<[], number>("SELECT count(*) FROM interactions").pluck().get()!;
    const usedBytes = (pragma("page_count") - pragma("freelist_count")) * pragma("page_size");
    const ask = <T>(sql: string) => db.prepare<[object], T>(sql);
    const valuesOf = (condition: Condition, kept: Condition | null) => ({ ...condition.values, ...kept?.values });
    const free = ({ sql }: Condition, kept: Condition | null) => (kept ? `${sql} AND id NOT IN (${kept.sql})` : sql);

    return {
      month,
      isArchived,
      rows,
      usedBytes,
      /** What one interaction takes with its share of everything, in bytes. */
      bytesPerRow: usedBytes / Math.max(1, rows),
      /** From the few that are kept, and not row by row. */
      count(condition: Condition, kept: Condition | null): number {
        const all = ask<number>(`SELECT count(*) FROM interactions WHERE ${condition.sql}`).pluck().get(condition.values)!;
        return kept && all > 0 ? all - ask<number>(`SELECT count(*) FROM interactions WHERE id IN (${kept.sql}) AND ${condition.sql}`).pluck().get(valuesOf(condition, kept))! : all;
      },
      bounds: (condition: Condition, kept: Condition | null) => {
        const at = (order: "ASC" | "DESC") => ask<number>(`SELECT created_at FROM interactions WHERE ${free(condition, kept)} ORDER BY id ${order} LIMIT 1`).pluck().get(valuesOf(condition, kept)) ?? null;
        return { oldest: at("ASC"), newest: at("DESC") };
      },
      examples: (condition: Condition, kept: Condition | null, limit: number) =>
        ask<unknown>(`SELECT id, created_at AS createdAt, status, model, input FROM interactions WHERE ${free(condition, kept)} ORDER BY id LIMIT ${limit}`)
          .all(valuesOf(condition, kept))
          .map((row) => RetentionExample.parse(row)),
      /** The id of the row behind the first `count`. */
      nth: (condition: Condition, kept: Condition | null, count: number): string =>
        ask<string>(`SELECT id FROM interactions WHERE ${free(condition, kept)} ORDER BY id LIMIT 1 OFFSET ${count}`).pluck().get(valuesOf(condition, kept))!,
      idsAfter: (id: string, condition: Condition, kept: Condition | null, limit: number): string[] =>
        ask<string>(`SELECT id FROM interactions WHERE id > @after AND ${free(condition, kept)} ORDER BY id LIMIT ${limit}`).pluck().all({ ...valuesOf(condition, kept), after: id }),
      close: () => void db.close(),
    };
  } catch (error) {
    db.close();
    throw storageFailure(error, path);
  }
}
export type MonthForCare = NonNullable<ReturnType<typeof openMonthForCare>>;
