import { expect, it } from "vitest";
import type { Comparison, ComparisonCell } from "../../../shared/schemas/comparison.ts";
import { madeFirst, orderedBy, readOrder } from "../../../renderer/features/compare/ordered.ts";
import { columnFacts, median, outcomeOf } from "../../../renderer/features/compare/outcome.ts";
import { verdictOf } from "../../../renderer/features/compare/verdict.ts";

const cell = (row: number, column: number, more: Partial<ComparisonCell> = {}): ComparisonCell => ({ row, column, interactionId: `int_${row}${column}`, status: "ok", output: "", finishReason: "stop", completionTokens: 10, firstTokenMs: 100, totalMs: 300, tokensPerSecond: 50, error: null, ...more });

/** `outputs[row][column]`; null: that cell failed. */
function comparison(targets: string[], outputs: (string | null)[][], state: Comparison["state"] = "done"): Comparison {
  return {
    id: "cmp_1", createdAt: 0, state, jobId: null, targets, sampling: null,
    inputs: outputs.map((_, row) => ({ messages: [{ role: "user", content: `input ${row}` }], interactionId: null })),
    cells: outputs.flatMap((texts, row) => texts.map((text, column) => (text === null ? cell(row, column, { status: "failed", error: "crashed", tokensPerSecond: null, firstTokenMs: null, completionTokens: null }) : cell(row, column, { output: text, tokensPerSecond: 10 * (column + 1), firstTokenMs: 100 * (column + 1) })))),
  };
}
const factsOf = (of: Comparison, order: number[]) => columnFacts(orderedBy(of, order));

it("keeps headings, cells and totals in one order, whatever the columns' order is", () => {
  const three = comparison(["C", "A", "B"], [["c0", "a0", "b0"], ["c1", "a1", "b1"]]);
  for (const order of [[0, 1, 2], [1, 2, 0], [2, 1, 0]]) {
    const { targets, rows } = orderedBy(three, order);
    expect(rows.map((row) => row.map(({ output }) => output[0]!.toUpperCase()))).toEqual([targets, targets]);
    expect(columnFacts({ targets, rows, original: order }).map(({ tokensPerSecond }) => tokensPerSecond)).toEqual(order.map((column) => 10 * (column + 1)));
  }
});

it("changes only the direction when two columns are swapped", () => {
  const pair = comparison(["v1", "v2"], [["same", "same"], ["x", "y"], [null, "z"]]);
  const [, before] = factsOf(pair, [0, 1]);
  const [, after] = factsOf(pair, [1, 0]);
  expect([before!.compared, before!.different]).toEqual([after!.compared, after!.different]);
  expect(verdictOf(pair, orderedBy(pair, [0, 1]), factsOf(pair, [0, 1])).head).toBe("v2 answers 1 of 2 inputs differently from v1.");
  expect(verdictOf(pair, orderedBy(pair, [1, 0]), factsOf(pair, [1, 0])).head).toBe("v1 answers 1 of 2 inputs differently from v2.");
});

it("takes an order from the address only if it is one", () => {
  expect(readOrder("2,0,1", 3)).toEqual([2, 0, 1]);
  for (const wrong of [null, "", "0,0,1", "0,1", "0,1,3", "a,b,c", "0,1,1.5"]) expect(readOrder(wrong, 3)).toEqual([0, 1, 2]);
  expect(madeFirst([2, 0, 1], 1)).toEqual([0, 2, 1]);
});

it("tells same, different, failed and unfinished inputs apart", () => {
  const texts = (...outputs: string[]) => outputs.map((output, column) => cell(0, column, { output }));
  expect(outcomeOf(texts("a", "a", "a"), false)).toBe("same");
  expect(outcomeOf(texts("a", "a", "b"), false)).toBe("different");
  expect(outcomeOf([cell(0, 0, { output: "a" }), cell(0, 1, { output: "a", finishReason: "length" })], false)).toBe("different");
  expect(outcomeOf([cell(0, 0, { status: "failed" }), cell(0, 1)], false)).toBe("failed");
  expect(outcomeOf([cell(0, 0), cell(0, 1, { status: "running" })], true)).toBe("running");
  expect(outcomeOf([cell(0, 0, { status: "waiting" }), cell(0, 1, { status: "waiting" })], true)).toBe("waiting");
  expect(outcomeOf([cell(0, 0), cell(0, 1, { status: "waiting" })], false)).toBe("waiting");
});

it("says in a sentence how often the answers differ and who is quicker", () => {
  const say = (outputs: (string | null)[][], targets = ["v1", "v2"], state: Comparison["state"] = "done") => {
    const of = comparison(targets, outputs, state);
    const ordered = orderedBy(of, targets.map((_, index) => index));
    return verdictOf(of, ordered, columnFacts(ordered));
  };
  expect(say([["a", "b"]]).head).toBe("v2 answers differently from v1.");
  expect(say([["a", "a"]]).head).toBe("v2 gives the same answer as v1.");
  expect(say([["a", "a"], ["b", "b"]]).head).toBe("v2 answers all 2 inputs the same as v1.");
  expect(say([["a", "b"], ["b", "c"]], ["v1", "v2"], "running").head).toBe("So far, v2 answers all 2 inputs differently from v1.");
  expect(say([[null, "b"]])).toMatchObject({ head: "No input was answered by both.", detail: expect.stringContaining("Without a whole answer: 1 of v1.") });
  expect(say([["a", "b"]]).detail).toBe("v2 wrote faster than v1: 20.0 tok/s against 10.0 tok/s, first token after 200 ms against 100 ms.");
  expect(say([["a", "b", "a", "a"]], ["v1", "v2", "v3", "v4"]).head).toBe("1 of 3 models answers differently from v1: v2 on 1 of 1. The others answer the same.");
});

it("takes the middle of the values", () => {
  expect([median([]), median([3]), median([3, 1]), median([9, 1, 2])]).toEqual([null, 3, 2, 2]);
});
