import fc from "fast-check";
import { expect, it, onTestFinished } from "vitest";
import { AppError } from "../../../shared/errors.ts";
import { filterFields } from "../../../shared/filter/fields.ts";
import { openTestLog } from "../../helpers/openTestLog.ts";
import { sampleOutcome, sampleStart } from "../../helpers/sampleRecording.ts";
import { tempFolder } from "../../helpers/tempFolder.ts";

const word = fc.constantFrom(
  ...Object.keys(filterFields), "metadata.a", 'metadata.a"b', "metadata.a'b.c[0]", "metadata.$", "feedback.a", "feedback.b'c", "2s", "1.5m", "and", "or", "not", "has", "in", "(", ")", ",", "=", "!=", "<", "<=", ">", ">=", ":",
  "ok", "-24h", "-999999999999w", "2026-03-29", "2026-02-30", "9999-12-31", "0000-01-01", "2026-11-25T12:00", "1e999", "-0", "0x10", "Infinity", "9007199254740993", "99999999999999999999", '"', "'", "\\", '"\0"', '"\ud800"', "%", ";--",
);
const quoted = fc.string({ unit: "binary", maxLength: 8 }).map((text) => `"${text.replaceAll(/["\\]/g, "\\$&")}"`);
const value = fc.oneof(word, quoted, fc.double().map(String), fc.bigInt().map(String));
/** Most of these are well formed, so that they come as far as SQL. */
const comparison = fc.tuple(fc.constantFrom(...Object.keys(filterFields), "metadata.a", "metadata.b.c", "feedback.a"), fc.constantFrom("=", "!=", "<", "<=", ">", ">=", ":"), value).map((parts) => parts.join(" "));
const filter = fc.oneof(fc.string(), fc.array(fc.oneof(word, value), { maxLength: 12 }).map((words) => words.join(" ")), fc.array(comparison, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(" or ")), fc.array(comparison, { minLength: 2, maxLength: 4 }).map((parts) => parts.join(" and ")), comparison.map((part) => `not (${part})`));

it("answers every filter, or refuses it as a bad filter with a place in it; never with an error of SQL", async () => {
  const log = await openTestLog(tempFolder());
  onTestFinished(() => log.close());
  for (const metadata of [undefined, { a: 1, b: { c: "x" } }, { 'a"b': "q", a: "9007199254740993" }]) {
    const { id } = log.begin(sampleStart("x".repeat(400), { tags: ["t"], ...(metadata && { metadata }) }));
    await log.finish(id, sampleOutcome("y".repeat(400)));
  }
  await fc.assert(
    fc.asyncProperty(filter, async (source) => {
      try {
        const { total } = await log.count({ filter: source }, new AbortController().signal);
        expect(total).toBeLessThanOrEqual(3);
        expect((await log.list({ filter: source, limit: 10 }, new AbortController().signal)).items).toHaveLength(total);
        expect((await log.facets({ filter: source, fields: ["status", "tags"] }, new AbortController().signal)).counted).toBe(total);
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
        expect(error).toMatchObject({ code: "bad-filter" });
        const position = (error as AppError).details!["position"] as number;
        expect(position >= 0 && position <= source.length).toBe(true);
      }
    }),
    { numRuns: 1200 },
  );
}, 60_000);
