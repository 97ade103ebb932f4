import { expect, it } from "vitest";
import { scrollSpace } from "../../../../renderer/features/interactions/list/table/scrollSpace.ts";

const view = 800;

it("scrolls a list that fits as it is", () => {
  const space = scrollSpace(28 * 100_000, view);
  expect(space.isExact).toBe(true);
  expect(space.spacePx).toBe(2_800_000);
  expect([space.barOf(1234), space.pxOf(1234), space.moved(1000, 1000, 1100)]).toEqual([1234, 1234, 1100]);
  expect(space.clamp(9e9)).toBe(2_800_000 - view);
});

it("lets the bar of ten million rows stand for all of them, within what a browser can scroll", () => {
  const contentPx = 28 * 10_000_000;
  const space = scrollSpace(contentPx, view);
  expect(space.spacePx).toBeLessThan(33_554_428);
  expect(space.pxOf(space.spacePx - view)).toBe(contentPx - view);
  expect(space.barOf(space.pxOf(5_000_000))).toBeCloseTo(5_000_000, 3);
});

it("moves by as much as a wheel says, and through everything when the bar is dragged", () => {
  const contentPx = 28 * 10_000_000;
  const space = scrollSpace(contentPx, view);
  expect(space.moved(1_000_000, 57_000, 57_120)).toBe(1_000_120);
  expect(space.moved(1_000_000, 57_000, 8_000_000)).toBeCloseTo(space.pxOf(8_000_000), 3);
});

it("puts a bar back that ran to an end before the list is there", () => {
  const space = scrollSpace(28 * 10_000_000, view);
  expect(space.isStray(1_000_000, 100)).toBe(true);
  expect(space.isStray(1000, 100)).toBe(false);
  expect(scrollSpace(28 * 1000, view).isStray(20_000, 0)).toBe(false);
});
