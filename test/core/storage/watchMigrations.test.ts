import { expect, it } from "vitest";
import { watchMigrations } from "../../../electron/core/storage/watchMigrations.ts";

it("says now and then how far a long migration is, nothing of a short one, and afterwards what was done", () => {
  let time = 0;
  const lines: string[] = [];
  const watch = watchMigrations({ say: (line) => lines.push(line), now: () => time });
  expect(watch.notices()).toEqual([]);
  watch.report({ path: "/data/log/2026-10.sqlite", done: 900, total: 900 });
  for (time = 100; time <= 5000; time += 100) watch.report({ path: "/data/log/2026-11.sqlite", done: time * 100, total: 1_000_000 });
  expect(lines.map((line) => line.split(";")[0])).toEqual([
    "2026-11.sqlite is being brought up to date: 110,000 of 1,000,000 rows, 11%. It can be interrupted",
    "2026-11.sqlite is being brought up to date: 310,000 of 1,000,000 rows, 31%. It can be interrupted",
  ]);
  expect(watch.notices()).toEqual([{ title: "The log was brought up to date", body: expect.stringContaining("2026-10.sqlite (900 rows), 2026-11.sqlite (500,000 rows). A copy") }]);
});
