/** A condition on a row of `interactions`, every value a named parameter. */
export type SqlPart = { sql: string; values: Record<string, string | number | bigint> };
/** Takes in a value and gives the name of its parameter. */
export type Bind = (value: string | number | bigint) => string;

/** A chain of conditions as a balanced tree: SQLite refuses expressions deeper than 1,000, and a chain is as deep as it is long. */
export function joinedSql(parts: string[], word: "AND" | "OR"): string {
  if (parts.length === 1) return parts[0]!;
  const middle = parts.length >> 1;
  return `(${joinedSql(parts.slice(0, middle), word)} ${word} ${joinedSql(parts.slice(middle), word)})`;
}
