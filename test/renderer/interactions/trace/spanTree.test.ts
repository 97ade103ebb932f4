import { describe, expect, it } from "vitest";
import { criticalPath } from "../../../../renderer/features/interactions/trace/criticalPath.ts";
import { createSlices } from "../../../../renderer/features/interactions/trace/slices.ts";
import { buildSpanTree, mark, type SpanTree } from "../../../../renderer/features/interactions/trace/spanTree.ts";
import { traceTotals } from "../../../../renderer/features/interactions/trace/traceTotals.ts";
import { uncovered, visibleRows } from "../../../../renderer/features/interactions/trace/visibleRows.ts";
import type { TraceSpan } from "../../../../shared/schemas/trace.ts";
import { span } from "./sampleSpans.ts";

const build = (...spans: TraceSpan[]) => buildSpanTree(spans, createSlices());
/** `name` of each row, indented by its depth. */
const outline = ({ spans, depth }: SpanTree, rows: Int32Array) => Array.from(rows, (index) => `${" ".repeat(depth[index]!)}${spans[index]!.spanId}`);
const marksOf = (tree: SpanTree, id: string) => tree.marks[tree.byId.get(id)!]!;

describe("spans as a tree", () => {
  it("hangs children below their parents by their start, in whatever order they came", async () => {
    const tree = await build(span("c", "a", 30, 10), span("b2", "b", 25, 2), span("b", "a", 10, 20), span("a", null, 0, 50), span("b1", "b", 11, 4));
    expect(outline(tree, tree.order)).toEqual(["a", " b", "  b1", "  b2", " c"]);
    expect([tree.originAt, tree.totalMs, tree.size[tree.byId.get("b")!]]).toEqual([0, 50, 3]);
  });

  it("shows a span whose parent was not received at once, at the top and marked, and hangs it when the parent comes", async () => {
    const child = span("child", "parent", 10, 5, { status: "error" });
    const alone = await build(span("root", null, 0, 30), child);
    expect(outline(alone, alone.order)).toEqual(["root", "child"]);
    expect(marksOf(alone, "child")).toBe(mark.orphan);
    const whole = await build(span("root", null, 0, 30), child, span("parent", "root", 5, 20));
    expect(outline(whole, whole.order)).toEqual(["root", " parent", "  child"]);
    expect(marksOf(whole, "child")).toBe(0);
    expect(marksOf(whole, "root")).toBe(mark.errorBelow);
  });

  it("shows a cycle flat, with what hangs below it, and a span that is its own parent", async () => {
    const tree = await build(span("x", "y", 1, 1), span("y", "x", 2, 1), span("below", "x", 3, 1), span("self", "self", 4, 1));
    expect(outline(tree, tree.order)).toEqual(["x", " below", "y", "self"]);
    expect(["x", "y", "self", "below"].map((id) => marksOf(tree, id))).toEqual([mark.cycle, mark.cycle, mark.cycle, 0]);
  });

  it("is not stretched by odd clocks, and marks a child that starts before its parent", async () => {
    const year9999 = Date.UTC(9999, 11, 31);
    const tree = await build(span("root", null, 1000, 100), span("late", "root", year9999, 5, { clockMark: "future" }), span("early", "root", 400, 5), span("back", "root", 1010, -5));
    expect(tree.totalMs).toBe(100);
    expect(["late", "early", "back", "root"].map((id) => marksOf(tree, id) & mark.clock)).toEqual([mark.clock, mark.clock, mark.clock, 0]);
    expect(traceTotals(tree).oddClocks).toBe(3);
  });

  it("keeps one of two spans with one id: the model's call", async () => {
    const tree = await build(span("a", null, 0, 5, { interactionId: "int_1", kind: "model" }), span("a", null, 0, 5));
    expect(tree.spans).toHaveLength(1);
    expect(tree.spans[0]!.interactionId).toBe("int_1");
  });

  it("leaves out the rows below a collapsed span, and opens what hides one", async () => {
    const tree = await build(span("a", null, 0, 50), span("b", "a", 1, 20), span("b1", "b", 2, 4), span("c", "a", 30, 10));
    const collapsed = new Set([tree.byId.get("b")!]);
    expect(outline(tree, visibleRows(tree, collapsed))).toEqual(["a", " b", " c"]);
    expect([...uncovered(tree, collapsed, tree.byId.get("b1")!)]).toEqual([]);
    expect(uncovered(tree, collapsed, tree.byId.get("c")!)).toBe(collapsed);
  });

  it("takes a chain of 5,000 spans, each below the one before", async () => {
    const chain = await buildSpanTree(Array.from({ length: 5000 }, (_, n) => span(`s${n}`, n === 0 ? null : `s${n - 1}`, n, 5000 - n)), createSlices());
    expect(chain.depth[chain.order.at(-1)!]).toBe(4999);
    expect(chain.size[chain.order[0]!]).toBe(5000);
  });
});

describe("the critical path", () => {
  const pathOf = async (...spans: TraceSpan[]) => {
    const tree = await build(...spans);
    return (await criticalPath(tree, createSlices())).map(({ span: index, fromMs, toMs }) => `${tree.spans[index]!.spanId} ${fromMs}-${toMs}`);
  };

  it("goes from the end to the child that ended last before, and covers the whole time once", async () => {
    expect(await pathOf(span("root", null, 0, 100), span("a", "root", 10, 30), span("b", "root", 20, 60), span("b1", "b", 30, 40), span("c", "root", 85, 10))).toEqual([
      "root 95-100", "c 85-95", "root 80-85", "b 70-80", "b1 30-70", "b 20-30", "root 0-20",
    ]);
  });

  it("waits for a child that outlives its parent until the parent's end only, and leaves odd clocks out", async () => {
    expect(await pathOf(span("root", null, 0, 50), span("async", "root", 40, 100), span("odd", "root", 10, 20, { clockMark: "future" }))).toEqual(["async 40-50", "root 0-40"]);
  });

  it("finds the gaps in which nothing ran below the top", async () => {
    const tree = await build(span("root", null, 0, 100), span("a", "root", 10, 30), span("b", "root", 35, 5), span("c", "root", 70, 30));
    const { gaps, gapMs } = traceTotals(tree);
    expect(gaps).toEqual([{ fromMs: 0, toMs: 10 }, { fromMs: 40, toMs: 70 }]);
    expect(gapMs).toBe(40);
  });
});
