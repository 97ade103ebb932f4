import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { listWhere } from "../../../electron/core/interactions/filter/listWhere.ts";
import { createMonthSearch } from "../../../electron/core/interactions/search/monthSearch.ts";
import { createQueries } from "../../../electron/core/interactions/search/queries.ts";
import { addTextFunctions } from "../../../electron/core/interactions/bodies/wholeTexts.ts";
import { logMigrations } from "../../../electron/core/storage/log/migrations.ts";
import { openDatabase } from "../../../electron/core/storage/openDatabase.ts";

const clock = { now: Date.UTC(2026, 10, 25), timeZone: "utc" as const };
const count = 4500;
/** Written in another order than that of time: 7 and 4500 have no common divisor. */
const numberOf = (key: number) => (key * 7) % count;

/** A month of 4,500 rows; every third is about elks, every fifth of one user. */
let month: ReturnType<typeof createMonthSearch>;
let close: () => void;
beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), "tapedeck-slices-"));
  const db = openDatabase(join(folder, "2026-11.sqlite"), logMigrations);
  const closeTexts = addTextFunctions(db);
  const insert = db.prepare("INSERT INTO interactions (key, id, created_at, status, origin, tags, user, input) VALUES (@key, @id, 1, 'ok', 'api', '[]', @user, 'q')");
  const addText = db.prepare("INSERT INTO interaction_text (rowid, input) VALUES (?, ?)");
  db.transaction(() => {
    for (let key = 1; key <= count; key++) {
      const n = numberOf(key);
      insert.run({ key, id: idOf(n), user: n % 5 === 0 ? "kim" : null });
      addText.run(BigInt(key), n % 3 === 0 ? "an elk" : "a moose");
    }
  })();
  month = createMonthSearch(createQueries(db));
  close = () => {
    closeTexts();
    db.close();
    rmSync(folder, { recursive: true });
  };
});
afterAll(() => close());
const idOf = (n: number) => `int_01m8${String(n).padStart(16, "0")}`;
const numbers = (rows: { id: string }[]) => rows.map(({ id }) => Number(id.slice(8)));
const from = (step: number, isOldestFirst: boolean) => {
  const all = Array.from({ length: count / step }, (_, n) => n * step);
  return isOldestFirst ? all : all.toReversed();
};

it.each([
  ["text", { text: "elk" }, 3],
  ["text that goes on", { text: "el" }, 0],
  ["text being typed", { text: "moo elk" }, 0],
  ["text and a user", { text: "elk", filter: "user = kim" }, 15],
  ["a filter", { filter: "has user" }, 5],
] as const)("finds %s by time, whatever the order of writing, all of it and once", (_, narrowing, step) => {
  const where = listWhere(narrowing, clock);
  for (const order of ["newest-first", "oldest-first"] as const) {
    expect(numbers(month.find(where, order, count, () => {}))).toEqual(step === 0 ? [] : from(step, order === "oldest-first"));
  }
  expect(month.count(where, () => {})).toBe(step === 0 ? 0 : count / step);
});

it("stops in the middle of a search that nobody waits for any more", () => {
  const where = listWhere({ filter: "input : nowhere" }, clock);
  let asked = 0;
  const whole = () => month.count(where, () => void asked++);
  expect(whole()).toBe(0);
  const needed = asked;
  expect(needed).toBeGreaterThan(1);
  asked = 0;
  const leave = () => {
    if (++asked === 1) throw new Error("nobody waits");
  };
  expect(() => month.count(where, leave)).toThrow("nobody waits");
  expect(asked).toBe(1);
});
