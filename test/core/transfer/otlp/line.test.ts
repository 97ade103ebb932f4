import { expect, it } from "vitest";
import { createLine } from "../../../../electron/core/transfer/otlp/line.ts";

const never = new AbortController().signal;

function held() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { work: () => promise, resolve };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

it("lets in by weight and in order, the heavy one alone, and refuses beyond its length", async () => {
  const line = createLine({ capacity: 3, mostWaiting: 3 });
  const started: string[] = [];
  const enter = (name: string, weight: number, signal = never) => {
    const own = held();
    const done = line(weight, () => (started.push(name), own.work()), signal).catch((error: Error) => error.message);
    return { ...own, done };
  };
  const [a, b] = [enter("a", 1), enter("b", 2)];
  const heavy = enter("heavy", 10);
  const leaving = new AbortController();
  const gone = enter("gone", 1, leaving.signal);
  const last = enter("last", 1);
  expect(await enter("too many", 1).done).toContain("Too many requests");
  await settled();
  expect(started).toEqual(["a", "b"]);
  leaving.abort();
  expect(await gone.done).toBe("Cancelled.");
  a.resolve();
  await settled();
  expect(started).toEqual(["a", "b"]);
  b.resolve();
  await settled();
  expect(started).toEqual(["a", "b", "heavy"]);
  heavy.resolve();
  await settled();
  expect(started).toEqual(["a", "b", "heavy", "last"]);
  last.resolve();
  await last.done;
});

it("gives the place on where work fails", async () => {
  const line = createLine({ capacity: 1, mostWaiting: 3 });
  await expect(line(1, () => Promise.reject(new Error("no")), never)).rejects.toThrow("no");
  expect(await line(1, () => Promise.resolve(5), never)).toBe(5);
});
