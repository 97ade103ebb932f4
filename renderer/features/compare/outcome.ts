import type { ComparisonCell } from "../../../shared/schemas/comparison.ts";
import type { Ordered } from "./ordered.ts";

/** How an input came out. `different`: at least one column's answer is not column A's; `failed`: at least one column has no whole answer. */
export type Outcome = "waiting" | "running" | "same" | "different" | "failed";

const isWhole = ({ status }: ComparisonCell) => status === "ok";
const isOpen = ({ status }: ComparisonCell) => status === "waiting" || status === "running";
/** Whether two whole answers are the same text, ended for the same reason. */
const isSame = (a: ComparisonCell, b: ComparisonCell) => a.output === b.output && a.finishReason === b.finishReason;

export function outcomeOf(cells: readonly ComparisonCell[], isGoingOn: boolean): Outcome {
  if (cells.some(isOpen)) return cells.every(({ status }) => status === "waiting") || !isGoingOn ? "waiting" : "running";
  if (!cells.every(isWhole)) return "failed";
  return cells.every((cell) => isSame(cell, cells[0]!)) ? "same" : "different";
}

/** Of one column over all inputs. `compared`: inputs that it and column A both answered whole; `different`: those of them with another answer. Medians are over whole answers; null: none. */
export type ColumnFacts = { answered: number; failed: number; compared: number; different: number; firstTokenMs: number | null; tokensPerSecond: number | null; tokens: number };

export function columnFacts({ targets, rows }: Ordered): ColumnFacts[] {
  return targets.map((_, column) => {
    const cells = rows.map((row) => row[column]!);
    const whole = cells.filter(isWhole);
    const pairs = rows.filter((row) => isWhole(row[0]!) && isWhole(row[column]!));
    return {
      answered: whole.length,
      failed: cells.filter((cell) => !isOpen(cell) && !isWhole(cell)).length,
      compared: pairs.length,
      different: pairs.filter((row) => !isSame(row[0]!, row[column]!)).length,
      firstTokenMs: median(whole.flatMap(({ firstTokenMs }) => firstTokenMs ?? [])),
      tokensPerSecond: median(whole.flatMap(({ tokensPerSecond }) => tokensPerSecond ?? [])),
      tokens: whole.reduce((sum, { completionTokens }) => sum + (completionTokens ?? 0), 0),
    };
  });
}

/** The middle value; of an even number the mean of the two in the middle; null of none. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
