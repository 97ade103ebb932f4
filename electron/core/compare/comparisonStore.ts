import type { Database } from "better-sqlite3";
import { z } from "zod";
import { AppError } from "../../../shared/errors.ts";
import { Sampling } from "../../../shared/schemas/chat.ts";
import { ComparisonCell, ComparisonInput, type Comparison, type ComparisonSummary } from "../../../shared/schemas/comparison.ts";

type Row = { id: string; created_at: number; state: Comparison["state"]; job_id: string | null; targets: string; inputs: string; sampling: string | null };

/** How many comparisons are kept; the oldest go first. Their interactions stay in the log. */
const keptComparisons = 200;

/** Comparisons in `tapedeck.sqlite`. Cells are stored without their output: that stands in the log, once. */
export function createComparisonStore(db: Database) {
  const insert = db.prepare("INSERT INTO comparisons (id, created_at, state, job_id, targets, inputs, sampling) VALUES (@id, @createdAt, @state, @jobId, @targets, @inputs, @sampling)");
  const drop = db.prepare("DELETE FROM comparisons WHERE id NOT IN (SELECT id FROM comparisons ORDER BY created_at DESC, id DESC LIMIT @kept)");
  const setState = db.prepare("UPDATE comparisons SET state = @state WHERE id = @id");
  const setJob = db.prepare("UPDATE comparisons SET job_id = @jobId WHERE id = @id");
  const putCell = db.prepare("INSERT INTO comparison_cells (comparison_id, row, column, cell) VALUES (@id, @row, @column, @cell) ON CONFLICT DO UPDATE SET cell = excluded.cell");
  const one = db.prepare<[string], Row>("SELECT * FROM comparisons WHERE id = ?");
  const cells = db.prepare<[string], { cell: string }>("SELECT cell FROM comparison_cells WHERE comparison_id = ? ORDER BY row, column");
  const newest = db.prepare<[], Row>("SELECT * FROM comparisons ORDER BY created_at DESC, id DESC");
  db.prepare("UPDATE comparisons SET state = 'interrupted' WHERE state = 'running'").run();

  return {
    add(comparison: Comparison): void {
      db.transaction(() => {
        const { id, createdAt, state, jobId } = comparison;
        insert.run({ id, createdAt, state, jobId, targets: JSON.stringify(comparison.targets), inputs: JSON.stringify(comparison.inputs), sampling: comparison.sampling && JSON.stringify(comparison.sampling) });
        drop.run({ kept: keptComparisons });
      })();
    },
    setJob: (id: string, jobId: string) => void setJob.run({ id, jobId }),
    setState: (id: string, state: Comparison["state"]) => void setState.run({ id, state }),
    putCell: (id: string, cell: ComparisonCell) => void putCell.run({ id, row: cell.row, column: cell.column, cell: JSON.stringify({ ...cell, output: "" }) }),

    /** Throws `not-found`. Cells that were never asked are `waiting`. */
    get(id: string): Comparison {
      const row = one.get(id);
      if (!row) throw new AppError("not-found", `There is no comparison ${id}.`, { fix: "Open Compare to see the ones that are kept." });
      const { targets, inputs, sampling } = parse(row);
      const known = cells.all(id).map(({ cell }) => ComparisonCell.parse(JSON.parse(cell)));
      const cellAt = new Map(known.map((cell) => [`${cell.row} ${cell.column}`, cell]));
      return {
        id, createdAt: row.created_at, state: row.state, jobId: row.job_id, targets, inputs, sampling,
        cells: inputs.flatMap((_, r) => targets.map((_name, c) => cellAt.get(`${r} ${c}`) ?? waitingCell(r, c))),
      };
    },

    list(): ComparisonSummary[] {
      return newest.all().map((row) => {
        const { targets, inputs } = parse(row);
        return { id: row.id, createdAt: row.created_at, state: row.state, targets, inputCount: inputs.length, title: titleOf(inputs) };
      });
    },
  };
}
export type ComparisonStore = ReturnType<typeof createComparisonStore>;

export function waitingCell(row: number, column: number): ComparisonCell {
  return { row, column, interactionId: null, status: "waiting", output: "", finishReason: null, completionTokens: null, firstTokenMs: null, totalMs: null, tokensPerSecond: null, error: null };
}

/** The last user message of the first input, short. */
export function titleOf(inputs: ComparisonInput[]): string {
  const text = inputs[0]?.messages.findLast(({ role }) => role === "user")?.content.trim().replaceAll(/\s+/g, " ") ?? "";
  return text.length > 80 ? `${text.slice(0, 79).toWellFormed()}…` : text;
}

function parse(row: Row) {
  return {
    targets: z.array(z.string()).parse(JSON.parse(row.targets)),
    inputs: z.array(ComparisonInput).parse(JSON.parse(row.inputs)),
    sampling: row.sampling === null ? null : Sampling.parse(JSON.parse(row.sampling)),
  };
}
