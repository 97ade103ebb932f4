import { existsSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { describe, expect, it, onTestFinished } from "vitest";
import { defaultRetention, type Retention } from "../../../shared/schemas/retention.ts";
import type { RunRequest } from "../../../shared/schemas/chat.ts";
import type { Outcome } from "../../../electron/core/interactions/recording.ts";
import { incomingInteraction, incomingSpan } from "../../helpers/sampleIncoming.ts";
import { never, openTestCare } from "../../helpers/openTestCare.ts";
import { sampleOutcome, sampleStart } from "../../helpers/sampleRecording.ts";

const day = 24 * 60 * 60 * 1000;
const now = Date.UTC(2026, 10, 25, 12);
const rule = { name: "Old ones", olderThanDays: 30, statuses: [], tags: [] };
const retention = (change: Partial<Retention>): Retention => ({ ...defaultRetention, ...change });

type Test = Awaited<ReturnType<typeof openTestCare>>;

async function record({ log }: Test, daysAgo: number, more: Partial<RunRequest> = {}, outcome: Partial<Outcome> = {}): Promise<string> {
  const { id } = log.begin(sampleStart(`asked ${daysAgo} days ago`, more, now - daysAgo * day));
  await log.finish(id, sampleOutcome("It is on its way.", { ...outcome }));
  return id;
}
const ids = async ({ log }: Test) => (await log.list({ limit: 1000, order: "newest" }, never)).items.map(({ id }) => id);

describe("retention", () => {
  it("removes nothing until there is a rule, and a preview removes nothing at all", async () => {
    const test = await openTestCare();
    const old = await record(test, 40);
    const recent = await record(test, 1);
    expect(await test.care.previewRetention({}, never)).toMatchObject({ shares: [], interactions: 0, wholeMonths: [], logInteractions: 2 });
    const preview = await test.care.previewRetention({ retention: retention({ rules: [rule] }) }, never);
    expect(preview).toMatchObject({ interactions: 1, wholeMonths: ["2026-10"], shares: [{ name: "Old ones", interactions: 1, oldest: now - 40 * day, newest: now - 40 * day, examples: [{ id: old, input: "asked 40 days ago" }] }] });
    expect(preview.bytes).toBeGreaterThan(0);
    expect(await ids(test)).toEqual([recent, old]);
  });

  it("takes what is old enough by status and tag, each by the first rule that takes it, and keeps what is tagged or commented on", async () => {
    const test = await openTestCare();
    const failed = await record(test, 10, {}, { status: "failed" });
    const debug = await record(test, 10, { tags: ["debug", "other"] });
    const kept = await record(test, 10, { tags: ["debug", "keep"] });
    const ok = await record(test, 10);
    const recent = await record(test, 2, { tags: ["debug"] }, { status: "failed" });
    const commented = await record(test, 10, { tags: ["debug"] });
    const running = test.log.begin(sampleStart("still running", { tags: ["debug"] }, now - 10 * day));
    await running.committed;
    await test.log.ingest({ interactions: [], spans: [], feedback: [{ sourceId: null, of: { interactionId: commented }, createdAt: now, name: "score", value: 1, label: null, comment: "good", correction: null, annotator: null }] });
    await test.care.setRetention(retention({ rules: [{ name: "Failures", olderThanDays: 7, statuses: ["failed", "cancelled"], tags: [] }, { name: "Debugging", olderThanDays: 7, statuses: [], tags: ["debug"] }] }), never);
    const preview = await test.care.previewRetention({}, never);
    expect(preview.shares.map(({ name, interactions, examples }) => [name, interactions, examples.map(({ id }) => id)])).toEqual([["Failures", 1, [failed]], ["Debugging", 1, [debug]]]);
    expect(preview.wholeMonths).toEqual([]);
    await test.done(await test.care.applyRetention({}, never));
    expect(new Set(await ids(test))).toEqual(new Set([kept, ok, recent, commented, running.id]));
    expect(await test.care.previewRetention({}, never)).toMatchObject({ interactions: 0 });
  });

  it("drops a whole old month in constant time where nothing in it is kept, and goes through one where something is", async () => {
    const test = await openTestCare();
    for (let n = 0; n < 5; n++) await record(test, 120 + n / 10);
    await test.log.archive("2026-07");
    for (let n = 0; n < 5; n++) await record(test, 90 + n / 10);
    for (let n = 0; n < 5; n++) await record(test, 40 + n / 10);
    const kept = await record(test, 40, { tags: ["keep"] });
    await test.care.setRetention(retention({ rules: [rule] }), never);
    expect(await test.care.previewRetention({}, never)).toMatchObject({ interactions: 15, wholeMonths: ["2026-07", "2026-08"] });
    const job = await test.done(await test.care.applyRetention({}, never));
    expect(job.progress).toMatchObject({ done: 15, total: 15, unit: "interactions" });
    for (const file of ["2026-08.sqlite", "archive/2026-07.sqlite"]) expect(existsSync(join(test.dataFolder, "log", file))).toBe(false);
    expect(await ids(test)).toEqual([kept]);
    const { entries } = await test.care.audit({ limit: 10 }, never);
    expect(entries.map(({ action, interactions, via, details }) => [action, interactions, via, details.months])).toEqual([
      ["retention", 15, "command", ["2026-07", "2026-08"]],
      ["drop-month", null, "command", ["2026-08"]],
      ["drop-month", null, "command", ["2026-07"]],
      ["retention", null, "command", ["2026-07", "2026-08"]],
      ["set-retention", null, "command", undefined],
    ]);
    expect(JSON.stringify(entries)).not.toContain("asked");
  });

  it("keeps the log below a size by taking the oldest that may go", async () => {
    const test = await openTestCare();
    const big = { output: Array.from({ length: 8000 }, (_, n) => (n * 7919).toString(36)).join(" ") };
    const kept = await record(test, 3, { tags: ["keep"] }, big);
    const recorded: string[] = [];
    for (let n = 0; n < 60; n++) recorded.push(await record(test, 2 - n / 100, {}, { ...big, output: `${n} ${big.output}` }));
    const { logBytes } = await test.care.previewRetention({}, never);
    expect(logBytes).toBeGreaterThan(1_500_000);
    await test.care.setRetention(retention({ maxLogBytes: 1_000_000 }), never);
    const preview = await test.care.previewRetention({}, never);
    expect(preview.shares).toMatchObject([{ name: "Size of the log", examples: [{ id: recorded[0] }, { id: recorded[1] }, { id: recorded[2] }] }]);
    await test.done(await test.care.applyRetention({}, never));
    const left = await ids(test);
    expect(left).toContain(kept);
    expect(left).toEqual([...recorded.slice(preview.interactions).toReversed(), kept]);
    expect((await test.care.previewRetention({}, never)).logBytes).toBeLessThan(1_300_000);
  }, 60_000);

  it("can be cancelled, says what it took until then, and lets the writer through between its slices", async () => {
    const test = await openTestCare();
    for (let n = 0; n < 2000; n += 50) await Promise.all(Array.from({ length: 50 }, () => record(test, 10)));
    await test.care.setRetention(retention({ rules: [{ ...rule, olderThanDays: 7 }] }), never);
    const { jobId } = await test.care.applyRetention({}, never);
    await expect(async () => await test.care.applyRetention({}, never)).rejects.toMatchObject({ code: "busy" });
    for await (const jobs of test.jobs.watch({}, never)) if ((jobs.find(({ id }) => id === jobId)?.progress?.done ?? 0) > 0) break;
    await record(test, 0);
    expect(await test.jobs.cancel({ id: jobId })).toMatchObject({ state: "cancelled" });
    const left = (await ids(test)).length;
    const { entries } = await test.care.audit({ limit: 1 }, never);
    const { total } = await test.log.count({}, never);
    expect(left).toBeGreaterThan(1);
    expect(entries).toMatchObject([{ action: "retention", interactions: 2001 - total, details: { note: "cancelled" } }]);
  }, 60_000);
});

describe("spans", () => {
  it("go with the last interaction of their trace, by a rule that takes everything of an age", async () => {
    const test = await openTestCare();
    const old = now - 10 * day;
    await test.log.ingest({
      interactions: [incomingInteraction({ traceId: "a".repeat(32), spanId: "1".repeat(16), createdAt: old }), incomingInteraction({ traceId: "b".repeat(32), spanId: "2".repeat(16), createdAt: old, tags: ["keep"] })],
      spans: [incomingSpan("a".repeat(32), "3".repeat(16), null, old), incomingSpan("b".repeat(32), "4".repeat(16), null, old), incomingSpan("c".repeat(32), "5".repeat(16), null, old), incomingSpan("d".repeat(32), "6".repeat(16), null, now)],
      feedback: [],
    });
    await test.care.setRetention(retention({ rules: [{ ...rule, olderThanDays: 7 }] }), never);
    await test.done(await test.care.applyRetention({}, never));
    const db = new Sqlite(join(test.dataFolder, "log", "2026-11.sqlite"), { readonly: true });
    onTestFinished(() => void db.close());
    expect(db.prepare("SELECT span_id FROM spans ORDER BY span_id").pluck().all()).toEqual(["4".repeat(16), "6".repeat(16)]);
    expect(db.prepare("SELECT count(*) FROM span_bodies").pluck().get()).toBe(2);
  });
});

describe("removing what somebody chose", () => {
  it("counts first, then takes it with its full text and feedback, and notes who did it and never what it said", async () => {
    const test = await openTestCare();
    const secret = await record(test, 1, { user: "kim" }, { output: "a purple elephant" });
    const other = await record(test, 1);
    expect(await test.care.removeInteractions({ filter: "user = kim", isDryRun: true }, never)).toEqual({ interactions: 1, jobId: null });
    expect((await ids(test)).length).toBe(2);
    await test.done(await test.care.removeInteractions({ filter: "user = kim", isDryRun: false }, never));
    expect(await ids(test)).toEqual([other]);
    expect(await test.log.count({ text: "elephant" }, never)).toEqual({ total: 0 });
    const { entries } = await test.care.audit({ limit: 10 }, never);
    expect(entries).toMatchObject([{ action: "remove", via: "command", interactions: 1, details: { filter: "user = kim", ids: [secret] } }, { action: "remove", interactions: null, details: { filter: "user = kim", note: "begun with 1 to go" } }]);
    expect(entries[0]!.who).not.toBe("");
    await test.done(await test.care.removeInteractions({ ids: [other, "int_unknown"], isDryRun: false }, never));
    expect(await ids(test)).toEqual([]);
    expect((await test.care.audit({ limit: 1 }, never)).entries).toMatchObject([{ interactions: 1, details: { ids: [other] } }]);
    await expect(async () => await test.care.removeInteractions({ filter: "user ==== x", isDryRun: true }, never)).rejects.toMatchObject({ code: "bad-filter" });
  });

  it("pages through its deeds, newest first", async () => {
    const test = await openTestCare();
    for (let n = 1; n <= 5; n++) await test.care.setRetention(retention({ rules: [{ ...rule, name: `Rule ${n}` }] }), never);
    const first = await test.care.audit({ limit: 3 }, never);
    const second = await test.care.audit({ limit: 3, cursor: first.next! }, never);
    expect([...first.entries, ...second.entries].map(({ details }) => details.names)).toEqual([5, 4, 3, 2, 1].map((n) => [`Rule ${n}`]));
    expect(second.next).toBeNull();
  });
});
