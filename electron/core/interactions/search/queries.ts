import type { Database, Statement } from "better-sqlite3";

/** Statements kept prepared; the one used longest ago is forgotten first. */
const keptStatements = 200;

/** Asks one database whatever SQL comes, and keeps what was prepared: a chart asks the same of each of its bars. */
export function createQueries(db: Database) {
  const kept = new Map<string, Statement<[object]>>();

  function prepared(shape: "rows" | "values" | "lists", sql: string): Statement<[object]> {
    const name = `${shape} ${sql}`;
    let statement = kept.get(name);
    if (statement) kept.delete(name);
    else {
      statement = db.prepare<[object]>(sql);
      if (shape === "values") statement.pluck();
      if (shape === "lists") statement.raw();
    }
    kept.set(name, statement);
    if (kept.size > keptStatements) kept.delete(kept.keys().next().value!);
    return statement;
  }

  return {
    db,
    rows: <T>(sql: string, values: object = {}): T[] => prepared("rows", sql).all(values) as T[],
    row: <T>(sql: string, values: object = {}): T | undefined => prepared("rows", sql).get(values) as T | undefined,
    /** The first column alone. */
    values: <T>(sql: string, values: object = {}): T[] => prepared("values", sql).all(values) as T[],
    value: <T>(sql: string, values: object = {}): T | undefined => prepared("values", sql).get(values) as T | undefined,
    /** Rows as lists, in the order of the columns. */
    lists: <T>(sql: string, values: object = {}): T[][] => prepared("lists", sql).all(values) as T[][],
  };
}
export type Queries = ReturnType<typeof createQueries>;
