import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { InteractionLog } from "../../../electron/core/interactions/interactionLog.ts";
import type { IncomingInteraction } from "../../../shared/schemas/incoming.ts";
import type { ListRequest } from "../../../shared/schemas/interaction.ts";
import { incomingInteraction } from "../../helpers/sampleIncoming.ts";
import { openTestLog } from "../../helpers/openTestLog.ts";
import { sampleOutcome, sampleStart } from "../../helpers/sampleRecording.ts";

const never = new AbortController().signal;
const hour = 3_600_000;
const now = Date.UTC(2026, 10, 25, 12);
let folder: string;
let log: InteractionLog;

const ask = (content: string) => ({ target: "gpt-x", origin: "import" as const, sampling: {}, messages: [{ role: "user" as const, content }] });
const call = (n: number, more: Partial<IncomingInteraction>) => incomingInteraction({ sourceId: `call-${n}`, ...more });
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tapedeck-finding-"));
  log = await openTestLog(folder, () => now);
  const error = { code: "timeout", message: "It took too long" };
  await log.ingest({
    interactions: [
      call(1, { createdAt: now - 2 * hour, model: "a", user: "kim", tags: ["vip", "de"], request: ask("zebra zebra zebra") }),
      call(2, { createdAt: now - 3 * hour, model: "a", user: "kim", tags: ["vip"], status: "failed", error, finishReason: null, output: "" }),
      call(3, { createdAt: now - 3 * hour + 60_000, model: "b", user: "lee", request: ask(`${"a long question about a zebra and other things ".repeat(20)}`), timings: { queueMs: null, loadMs: null, promptMs: null, firstTokenMs: 1, generationMs: 1, totalMs: 4000, tokensPerSecond: null } }),
      call(4, { createdAt: Date.UTC(2024, 2, 1), model: "old", output: "an old zebra" }),
      call(5, { createdAt: Date.UTC(9999, 11, 31), clockMark: "future", model: "a", output: "from the future" }),
      call(6, { createdAt: now + 4 * 60_000, clockMark: "future", model: "a" }),
      call(7, { createdAt: now - hour, clockMark: "ends-before-start", model: "a", timings: { queueMs: null, loadMs: null, promptMs: null, firstTokenMs: null, generationMs: null, totalMs: -25_200_000, tokensPerSecond: null } }),
      call(8, { createdAt: now - hour, model: "a", reasoning: "The customer means a giraffe", request: ask(String.raw`{"messages":"[{\"content\":\"\\u65e5\\u672c\\u8a9e \\ud83d\\ude00\"}]"}`) }),
    ],
    spans: [],
    feedback: [{ sourceId: null, of: { source: "otlp", sourceId: "call-1" }, createdAt: now, name: "rating", value: 4, label: "good", comment: "Quick help", correction: null, annotator: null }],
  });
});
afterAll(async () => {
  await log.close();
  rmSync(folder, { recursive: true });
});
const found = async (request: Partial<ListRequest>) => (await log.list({ limit: 100, ...request }, never)).items.map(({ sourceId }) => Number(sourceId!.slice(5)));

it("counts every value of everything, running ones among them, and rows without a value", async () => {
  const running = log.begin(sampleStart("still running", { user: "kim", tags: ["vip"] }, now));
  await running.committed;
  const { facets, counted, isWhole } = await log.facets({}, never);
  expect([counted, isWhole]).toEqual([9, true]);
  const of = (field: string) => facets.find((facet) => facet.field === field)!.values;
  expect(of("status")).toEqual([{ value: "ok", count: 7 }, { value: "failed", count: 1 }, { value: "running", count: 1 }]);
  expect(of("model")).toEqual([{ value: "a", count: 6 }, { value: "b", count: 1 }, { value: "demo-support-v2", count: 1 }, { value: "old", count: 1 }]);
  expect(of("user")).toEqual([{ value: null, count: 5 }, { value: "kim", count: 3 }, { value: "lee", count: 1 }]);
  expect(of("tags")).toEqual([{ value: "vip", count: 3 }, { value: "de", count: 1 }]);
  expect(of("errorCode")).toEqual([{ value: null, count: 8 }, { value: "timeout", count: 1 }]);
  await log.finish(running.id, sampleOutcome("done", { finishReason: "length" }));
  const after = await log.facets({ fields: ["status", "finishReason"] }, never);
  expect(after.facets.map(({ values }) => values.find(({ value }) => value === "running" || value === "length"))).toEqual([undefined, { value: "length", count: 1 }]);
  await log.remove([running.id]);
  expect((await log.facets({ fields: ["finishReason"] }, never)).facets[0]!.values).not.toContainEqual({ value: "length", count: 1 });
});

it("counts values within a filter and words alone", async () => {
  const { facets, counted, isWhole } = await log.facets({ filter: "model = a and createdAt > -24h", fields: ["status", "user", "tags"] }, never);
  expect([counted, isWhole]).toEqual([4, true]);
  expect(facets.map(({ values }) => values)).toEqual([
    [{ value: "ok", count: 3 }, { value: "failed", count: 1 }],
    [{ value: null, count: 2 }, { value: "kim", count: 2 }],
    [{ value: "vip", count: 2 }, { value: "de", count: 1 }],
  ]);
  expect((await log.facets({ text: "zebra", fields: ["model"] }, never)).facets[0]!.values).toEqual([{ value: "a", count: 1 }, { value: "b", count: 1 }, { value: "old", count: 1 }]);
});

it("keeps what a clock dated ahead out of every “since”, and finds it by its mark", async () => {
  expect((await found({ filter: "createdAt > -24h" })).sort((a, b) => a - b)).toEqual([1, 2, 3, 7, 8]);
  expect(await found({ filter: 'createdAt >= "2020-01-01"' })).not.toContain(5);
  expect((await found({ filter: "clockMark = future" })).sort((a, b) => a - b)).toEqual([5, 6]);
  expect(await found({ filter: 'createdAt >= "9000-01-01"' })).toEqual([5]);
});

it("draws no future, leaves odd spans out of latencies with their number, and says that older ones exist", async () => {
  const chart = await log.aggregate({ from: now - 24 * hour, to: now, bucketMs: hour }, never);
  expect(chart.buckets.map(({ from, count, failed, p50Ms, p95Ms }) => ({ hoursAgo: (now - from) / hour, count, failed, p50Ms, p95Ms }))).toEqual([
    { hoursAgo: 3, count: 2, failed: 1, p50Ms: 800, p95Ms: 4000 },
    { hoursAgo: 2, count: 1, failed: 0, p50Ms: 800, p95Ms: 800 },
    { hoursAgo: 1, count: 2, failed: 0, p50Ms: 800, p95Ms: 800 },
  ]);
  expect(chart).toMatchObject({ whole: { count: 5, failed: 1, promptTokens: 60, completionTokens: 25 }, oddSpans: 1, futureDated: 2, hasOlder: true });
  expect(chart.whole.p99Ms).toBeGreaterThan(3950);
  expect(chart.whole.p99Ms).toBeLessThan(4050);
  const old = await log.aggregate({ from: Date.UTC(2024, 0, 1), to: Date.UTC(2025, 0, 1), bucketMs: 366 * 24 * hour }, never);
  expect(old).toMatchObject({ buckets: [{ count: 1, p50Ms: 800, promptTokens: 12 }], hasOlder: false });
  const all = await log.aggregate({ from: Date.UTC(2024, 0, 1), to: now, bucketMs: 3 * 366 * 24 * hour }, never);
  expect(all.buckets).toEqual([{ from: Date.UTC(2024, 0, 1), count: 6, failed: 1, promptTokens: 72, completionTokens: 30, p50Ms: 800, p95Ms: 4000, p99Ms: 4000 }]);
  expect((await log.aggregate({ from: now - 24 * hour, to: now, bucketMs: hour, filter: "model = b" }, never)).whole).toMatchObject({ count: 1, p50Ms: expect.closeTo(4000, -2) });
});

it("ranks what says it most and shortest first, within a filter, and says how many it looked at", async () => {
  const page = await log.list({ text: "zebra", order: "ranked", limit: 10 }, never);
  expect(page.items.map(({ sourceId }) => sourceId)).toEqual(expect.arrayContaining(["call-1", "call-3", "call-4"]));
  expect(page.items[0]!.sourceId).not.toBe("call-3");
  expect([page.ranked, page.next]).toEqual([{ among: 3, isWhole: true }, null]);
  expect(await found({ text: "zebra", order: "ranked", filter: "model = b" })).toEqual([3]);
});

it("looks in one part alone where that is asked", async () => {
  expect(await found({ text: "zebra", textIn: "output" })).toEqual([4]);
  expect((await found({ text: "zebra", textIn: "input" })).sort((a, b) => a - b)).toEqual([1, 3]);
  expect(await found({ text: "too long", textIn: "error" })).toEqual([2]);
  expect(await found({ text: "“”", textIn: "error" })).toEqual([]);
});

it("finds text that came double-encoded, shows it readable, and leaves its bytes alone", async () => {
  expect(await found({ text: "日本" })).toEqual([8]);
  expect(await found({ filter: 'input : "日本語 😀"' })).toEqual([8]);
  const { items } = await log.list({ text: "日本", limit: 1 }, never);
  expect(items[0]!.input).toContain("日本語 😀");
  expect((await log.get({ id: items[0]!.id })).request.messages[0]!.content).toContain(String.raw`\\u65e5\\u672c`);
});

it("filters by feedback, by reasoning and by source", async () => {
  expect(await found({ filter: "feedback.rating >= 4" })).toEqual([1]);
  expect(await found({ filter: "feedback.rating = good and has feedback.rating" })).toEqual([1]);
  expect(await found({ filter: "feedback.rating : quick" })).toEqual([1]);
  expect(await found({ filter: "feedback.rating > 4 or has feedback.other" })).toEqual([]);
  expect(await found({ filter: "feedback.rating != good and model = b" })).toEqual([3]);
  expect(await found({ filter: "reasoning : GIRAFFE" })).toEqual([8]);
  expect(await found({ filter: "source = otlp and sourceId = call-3" })).toEqual([3]);
});

it("gives the values of a field that begin so, counted where that is known", async () => {
  expect(await log.values({ field: "model", prefix: "", limit: 2 }, never)).toEqual({ values: [{ value: "a", count: 6 }, { value: "b", count: 1 }] });
  expect(await log.values({ field: "user", prefix: "k", limit: 20 }, never)).toEqual({ values: [{ value: "kim", count: null }] });
  expect(await log.values({ field: "tags", prefix: "", limit: 20 }, never)).toEqual({ values: [{ value: "de", count: null }, { value: "vip", count: null }] });
  expect(await log.values({ field: "feedback", prefix: "r", limit: 20 }, never)).toEqual({ values: [{ value: "rating", count: null }] });
  expect(await log.values({ field: "nothing", prefix: "", limit: 20 }, never)).toEqual({ values: [] });
});
