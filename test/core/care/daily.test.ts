import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { startDaily } from "../../../electron/core/care/retention/daily.ts";

const hour = 60 * 60 * 1000;
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("applies what is wanted once in 24 hours, not at all while it is turned off, and again when other work had the turn", () => {
  let isWanted = false;
  let isBusy = false;
  let last = 0;
  const applied: number[] = [];
  const stop = startDaily({
    isWanted: () => isWanted, now: () => Date.now(), lastAt: { get: () => last, set: (at) => (last = at) },
    apply() {
      if (isBusy) throw new Error("busy");
      applied.push(Date.now());
    },
  });
  const hours = (count: number) => vi.advanceTimersByTime(count * hour);
  hours(30);
  expect(applied).toHaveLength(0);
  isWanted = true;
  hours(1);
  expect(applied).toHaveLength(1);
  hours(23);
  expect(applied).toHaveLength(1);
  isBusy = true;
  hours(3);
  expect(applied).toHaveLength(1);
  isBusy = false;
  hours(1);
  expect(applied).toHaveLength(2);
  vi.setSystemTime(Date.now() - 48 * hour);
  hours(1);
  expect(applied).toHaveLength(3);
  stop();
  hours(48);
  expect(applied).toHaveLength(3);
});
