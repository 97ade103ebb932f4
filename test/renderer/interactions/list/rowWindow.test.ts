import { expect, it } from "vitest";
import { canCut, withCounted, withCut } from "../../../../renderer/features/interactions/list/countedRows.ts";
import { forgetFar, forgetRunning, withChanges, withMore, withNew, withoutRows, withStretch } from "../../../../renderer/features/interactions/list/rowChanges.ts";
import { forgottenAround, indexOfRow, loadedRows, missingBetween, rowAt, rowCount, stretchRows, timeAt, windowOf } from "../../../../renderer/features/interactions/list/rowWindow.ts";
import { firstIdAt } from "../../../../shared/idTimes.ts";
import { idOf, numbered } from "../manyInteractions.ts";

/** Rows `from` down to `to`. */
const rows = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, index) => numbered(from - index));

it("finds rows by their place and their id over several stretches", () => {
  const list = withMore(windowOf({ items: rows(9, 5), next: idOf(5) }), { items: rows(4, 0), next: null });
  expect([0, 4, 5, 9].map((index) => rowAt(list, index)!.id)).toEqual([9, 5, 4, 0].map(idOf));
  expect(rowAt(list, 10)).toBeUndefined();
  expect([idOf(9), idOf(2), idOf(77)].map((id) => indexOfRow(list, id))).toEqual([0, 7, -1]);
});

it("cuts a long top into two, so that a part of it can be forgotten", () => {
  const list = withNew(windowOf({ items: rows(stretchRows * 2 - 1, 0), next: null }), [numbered(stretchRows * 2)]);
  expect(list.stretches.map(({ size, below }) => [size, below])).toEqual([[stretchRows, null], [stretchRows + 1, idOf(stretchRows + 1)]]);
  expect(rowCount(list)).toBe(stretchRows * 2 + 1);
});

it("forgets rows far from the screen, never the newest, and takes them back in their place", () => {
  let list = windowOf({ items: rows(1999, 1800), next: idOf(1800) });
  for (let from = 1799; from >= 0; from -= 200) list = withMore(list, { items: rows(from, from - 199), next: from === 199 ? null : idOf(from - 199) });
  const far = forgetFar(list, 1900, 1920);
  expect(far.stretches.map(({ items }) => items !== null)).toEqual([true, false, false, false, false, false, true, true, true, true]);
  expect(rowCount(far)).toBe(2000);
  expect(missingBetween(far, 395, 405).map(({ below }) => below)).toEqual([idOf(1800), idOf(1600)]);
  const back = withStretch(far, idOf(1600), { items: rows(1599, 1380), next: idOf(1380) });
  expect(rowAt(back, 400)!.id).toBe(idOf(1599));
  expect(forgetFar(list, 0, 20)).not.toBe(list);
  expect(forgetFar(far, 1900, 1920)).toBe(far);
});

it("changes nothing when none of the changed rows is in memory", () => {
  const list = windowOf({ items: rows(3, 0), next: null });
  expect(withChanges(list, new Map([[idOf(9), numbered(9)]]))).toBe(list);
  expect(loadedRows(withChanges(list, new Map([[idOf(2), numbered(2, { status: "failed" })]])))[1]!.status).toBe("failed");
});

it("reads stretches again in which something ran, when changes may have been missed", () => {
  const list = withMore(windowOf({ items: rows(9, 8), next: idOf(8) }), { items: [numbered(7, { status: "running" }), numbered(6)], next: null });
  expect(forgetRunning(list).stretches.map(({ items }) => items === null)).toEqual([false, true]);
});

/** Interaction of a time in seconds, with the id of that time. */
const timed = (second: number) => numbered(0, { id: `${firstIdAt(second * 1000)}0000000000`, createdAt: second * 1000 });
const span = (from: number, to: number, count: number) => ({ fromMs: from * 1000, toMs: to * 1000, count });

it("gives every row its place on the scroll bar from counts alone", () => {
  const page = windowOf({ items: [timed(999), timed(998)], next: timed(998).id });
  const list = withCounted(page, [span(900, 1000, 5000), span(300, 400, 100), span(200, 300, 200), span(0, 100, 30_000)]);
  expect(list.stretches.map(({ size }) => size)).toEqual([2, 4998, 300, 30_000]);
  expect(rowCount(list)).toBe(35_300);
  expect(list.stretches[1]!.below).toBe(timed(998).id);
  expect(list.stretches[2]!.below).toBe(firstIdAt(400_000));
  expect(missingBetween(list, 5100, 5110).map(({ size }) => size)).toEqual([300]);
  expect(timeAt(list, 5300)).toBe(100_000);
  expect(forgottenAround(list, firstIdAt(50_000))!.size).toBe(30_000);
});

it("cuts a stretch that is too long to read along finer counts", () => {
  const list = withCounted(windowOf({ items: [timed(999)], next: timed(999).id }), [span(0, 1000, 100_001)]);
  expect(canCut(list.stretches[1]!)).toBe(true);
  const cut = withCut(list, timed(999).id, [span(500, 1000, 300), span(400, 500, 50), span(0, 400, 99_650)]);
  expect(cut.stretches.map(({ size }) => size)).toEqual([1, 350, 99_650]);
  expect(cut.stretches[1]!.below).toBe(timed(999).id);
  expect(canCut(cut.stretches[1]!)).toBe(false);
});

it("reads a burst of one second piece by piece", () => {
  const list = withCounted(windowOf({ items: [timed(999)], next: timed(999).id }), [span(998, 1000, 5001)]);
  expect(canCut(list.stretches[1]!)).toBe(false);
  const read = withStretch(list, timed(999).id, { items: rows(999, 0), next: idOf(0) });
  expect(read.stretches.map(({ size, items }) => [size, items !== null])).toEqual([[1, true], [1000, true], [4000, false]]);
});

it("takes the size that a stretch turns out to have", () => {
  const list = withMore(withMore(windowOf({ items: rows(99, 90), next: idOf(90) }), { items: rows(89, 80), next: idOf(80) }), { items: rows(79, 70), next: null });
  const far = { ...list, stretches: list.stretches.with(1, { ...list.stretches[1]!, items: null, size: 14 }) };
  expect(rowCount(withStretch(far, idOf(90), { items: rows(89, 70), next: null }))).toBe(30);
});

it("keeps rows of the future out of what was counted", () => {
  const page = windowOf({ items: [timed(5000), timed(998)], next: timed(998).id });
  expect(rowCount(withCounted(page, [span(0, 1000, 10)]))).toBe(11);
  const allFuture = windowOf({ items: [timed(5000)], next: timed(5000).id });
  expect(withCounted(allFuture, [span(0, 1000, 10)])).toBe(allFuture);
});

it("puts a burst on top without keeping all of it", () => {
  const list = withNew(windowOf({ items: rows(99, 0), next: null }), rows(20_099, 100));
  expect(rowCount(list)).toBe(20_100);
  expect(loadedRows(list).length).toBeLessThan(400);
  expect(rowAt(list, 0)!.id).toBe(idOf(20_099));
});

it("takes removed rows out", () => {
  expect(loadedRows(withoutRows(windowOf({ items: rows(3, 0), next: null }), new Set([idOf(2)]))).map(({ id }) => id)).toEqual([3, 1, 0].map(idOf));
});
