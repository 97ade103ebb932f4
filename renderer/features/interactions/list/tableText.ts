import type { InteractionSummary } from "../../../../shared/schemas/interaction.ts";

const columns: readonly [string, (row: InteractionSummary) => string | number | null][] = [
  ["id", ({ id }) => id],
  ["createdAt (UTC)", ({ createdAt }) => new Date(createdAt).toISOString()],
  ["status", ({ status }) => status],
  ["error", ({ error }) => error?.message ?? null],
  ["input", ({ input }) => input],
  ["output", ({ output }) => output],
  ["model", ({ model }) => model],
  ["promptTokens", ({ usage }) => usage.promptTokens],
  ["completionTokens", ({ usage }) => usage.completionTokens],
  ["firstTokenMs", ({ timings }) => timings.firstTokenMs],
  ["totalMs", ({ timings }) => timings.totalMs],
  ["tokensPerSecond", ({ timings }) => timings.tokensPerSecond],
];

/** Rows as a table for a spreadsheet: a head, tabs between the columns, line breaks inside a text as blanks. */
export function tableText(rows: readonly InteractionSummary[]): string {
  const lines = rows.map((row) => columns.map(([, value]) => String(value(row) ?? "").replaceAll(/[\t\r\n]+/g, " ")).join("\t"));
  return [columns.map(([name]) => name).join("\t"), ...lines].join("\n");
}
