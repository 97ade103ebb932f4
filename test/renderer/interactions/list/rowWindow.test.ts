import { expect, it } from "vitest";
import { forgetFar, forgetRunning, indexOfRow, loadedRows, missingBetween, rowAt, rowCount, stretchRows, windowOf, withChanges, withMore, withNew, withStretch } from "../../../../renderer/features/interactions/list/rowWindow.ts";
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
  const back = withStretch(far, idOf(1600), rows(1599, 1400));
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
