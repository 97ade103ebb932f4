import Sqlite from "better-sqlite3";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { InteractionLog } from "../../../electron/core/interactions/interactionLog.ts";
import type { Fate, IncomingBatch } from "../../../shared/schemas/incoming.ts";
import { sampleFeedback, sampleIncoming, sampleSpan } from "../../helpers/incoming.ts";
import { openTestLog } from "../../helpers/openTestLog.ts";
import { sampleInteraction } from "../../helpers/sampleInteraction.ts";
import { sampleOutcome, sampleStart } from "../../helpers/sampleRecording.ts";
import { tempFolder } from "../../helpers/tempFolder.ts";
import { until } from "../../helpers/until.ts";

const never = new AbortController().signal;
let folder: string;
let log: InteractionLog;
beforeEach(async () => (log = await openTestLog((folder = tempFolder()))));
afterEach(() => log.close());

const ingest = (batch: Partial<IncomingBatch>) => log.ingest({ interactions: [], spans: [], feedback: [], ...batch });
const idOf = (fate: Fate | undefined) => (fate && "id" in fate ? fate.id : "");
const fatesOf = (fates: Fate[]) => fates.map(({ fate }) => fate);
function query<T>(sql: string, month = "2026-11"): T[] {
  const db = new Sqlite(join(folder, "log", `${month}.sqlite`), { readonly: true });
  try {
    return db.prepare<[], T>(sql).all();
  } finally {
    db.close();
  }
}

describe("what comes in", () => {
  it("is given back whole: request, answer, thoughts, metadata and times", async () => {
    const item = sampleIncoming(1, { reasoning: "Hm \0.", toolCalls: [{ id: "c1", name: "find", arguments: "{}" }], raw: Buffer.from('{"as":"it came"}'), clockMark: "future", name: "chat gpt-test", redactions: { email: 2 } });
    const { interactions } = await ingest({ interactions: [item] });
    const id = idOf(interactions[0]);
    expect(await log.get({ id })).toMatchObject({
      id, createdAt: item.createdAt, endedAt: item.endedAt, status: "ok", origin: "api", model: "gpt-test", user: "ada", tags: ["support"], metadata: { ticket: 1 }, traceId: "trace-1", spanId: "span-1", source: "otlp",
      request: item.request, input: "question 1", output: "answer 1", reasoning: "Hm \0.", toolCalls: item.toolCalls, clockMark: "future", spanName: "chat gpt-test", redactions: { email: 2 }, usage: item.usage, timings: item.timings,
    });
    const [request, raw, none] = [await log.bytes([id], "request"), await log.bytes([id], "raw"), await log.bytes([id, "int_none"], "prompt")];
    expect([Buffer.from(request[0]!).toString(), Buffer.from(raw[0]!).toString(), none]).toEqual([JSON.stringify(item.request), '{"as":"it came"}', [null, null]]);
    expect((await log.list({ text: "question 1", filter: "tags = support and metadata.ticket = 1", limit: 9 }, never)).items.map((row) => row.id)).toEqual([id]);
  });

  it("of 10 MB and with instructions that repeat comes back byte for byte", async () => {
    const long = "It is a long story. ".repeat(500_000);
    const messages = [{ role: "system" as const, content: "Be kind. ".repeat(100) }, { role: "user" as const, content: "Tell me." }];
    const items = Array.from({ length: 70 }, (_, n) => sampleIncoming(n, { request: { target: "m", origin: "api", messages, sampling: {} }, output: n === 3 ? long : "short", raw: n === 4 ? Buffer.from(long) : null }));
    const ids = (await ingest({ interactions: items })).interactions.map(idOf);
    expect(new Set((await log.bytes(ids, "request")).map((bytes) => Buffer.from(bytes!).toString()))).toEqual(new Set([JSON.stringify(items[0]!.request)]));
    expect((await log.get({ id: ids[3]! })).output).toBe(long);
    expect(Buffer.from((await log.bytes([ids[4]!], "raw"))[0]!).toString()).toBe(long);
    expect(query("SELECT uses FROM parts")).toEqual([{ uses: 69 }]);
  });

  it("is stored once, however often and by whichever of its names it is sent", async () => {
    const bySource = sampleIncoming(2, { traceId: null, spanId: null, source: "langfuse", sourceId: "gen-2" });
    const first = await ingest({ interactions: [sampleIncoming(1), bySource, sampleIncoming(1)], spans: [sampleSpan(1), sampleSpan(1)] });
    expect([fatesOf(first.interactions), fatesOf(first.spans)]).toEqual([["stored", "stored", "duplicate"], ["stored", "duplicate"]]);
    const again = await ingest({ interactions: [bySource, sampleIncoming(1)], spans: [sampleSpan(1)] });
    expect([again.interactions.map(idOf), fatesOf(again.interactions)]).toEqual([[idOf(first.interactions[1]), idOf(first.interactions[0])], ["duplicate", "duplicate"]]);
    expect(fatesOf(again.spans)).toEqual(["duplicate"]);
    expect(await log.count({}, never)).toEqual({ total: 2 });
  });

  it("completes what was running, in the same row; nothing ends twice", async () => {
    const running = sampleIncoming(1, { status: "running", output: "", endedAt: null, usage: { promptTokens: 0, completionTokens: 0, cachedTokens: null }, tags: ["early"] });
    const runningSpan = sampleSpan(1, { status: "running", durationMs: null, output: null });
    const begun = await ingest({ interactions: [running], spans: [runningSpan] });
    const ended = await ingest({ interactions: [sampleIncoming(1), sampleIncoming(1, { output: "another" }), running], spans: [sampleSpan(1), runningSpan] });
    expect([fatesOf(ended.interactions), fatesOf(ended.spans)]).toEqual([["completed", "duplicate", "duplicate"], ["completed", "duplicate"]]);
    expect(await log.count({}, never)).toEqual({ total: 1 });
    expect(await log.get({ id: idOf(begun.interactions[0]) })).toMatchObject({ status: "ok", output: "answer 1", tags: ["support"], usage: { promptTokens: 3 } });
    expect(await log.count({ text: "answer" }, never)).toEqual({ total: 1 });
    expect(query("SELECT tag FROM interaction_tags")).toEqual([{ tag: "support" }]);
    expect(query("SELECT status, duration_ms, output FROM spans")).toEqual([{ status: "ok", duration_ms: 1.5, output: "found" }]);
    expect(query("SELECT count(*) AS bodies FROM span_bodies")).toEqual([{ bodies: 1 }]);
  });

  it("stays running over a restart, because its end comes from elsewhere", async () => {
    const begun = await ingest({ interactions: [sampleIncoming(1, { status: "running" })] });
    await log.close();
    log = await openTestLog(folder);
    expect([log.interrupted, (await log.get({ id: idOf(begun.interactions[0]) })).status]).toEqual([0, "running"]);
    expect(fatesOf((await ingest({ interactions: [sampleIncoming(1)] })).interactions)).toEqual(["completed"]);
  });

  it("is refused one by one where one is bad, with the reason, and takes no other with it", async () => {
    const bad = sampleIncoming(2, { status: "nonsense" as "ok" });
    const { interactions, spans } = await ingest({ interactions: [sampleIncoming(1), bad, sampleIncoming(3), sampleIncoming(4, { createdAt: Number.NaN })], spans: [sampleSpan(1), sampleSpan(2, { name: null as never })] });
    expect([fatesOf(interactions), fatesOf(spans)]).toEqual([["stored", "rejected", "stored", "rejected"], ["stored", "rejected"]]);
    expect(interactions[1]).toMatchObject({ reason: expect.stringContaining("a rule of the log") });
    expect(interactions[3]).toMatchObject({ reason: expect.stringContaining("no time") });
    expect(await log.count({}, never)).toEqual({ total: 2 });
  });

  it("falls into its own month, from 1970 to beyond 9999", async () => {
    const times = [-5, Date.UTC(2024, 1, 29), Date.UTC(2106, 0, 1), 8.64e15, Number.MAX_SAFE_INTEGER];
    const { interactions } = await ingest({ interactions: times.map((createdAt, n) => sampleIncoming(n, { createdAt })) });
    expect(fatesOf(interactions)).toEqual(times.map(() => "stored"));
    expect((await log.months()).map(({ month, rows }) => [month, rows])).toEqual([["9999-12", 2], ["2106-01", 1], ["2024-02", 1], ["1970-01", 1]]);
    expect((await log.list({ limit: 9 }, never)).items.map(({ createdAt }) => createdAt)).toEqual(expect.arrayContaining([-5, 8.64e15]));
  });

  it("keeps Tapedeck's own records under their id, with all that was recorded", async () => {
    const recorded = sampleInteraction(["It ", "is"], { id: "int_01hf7yatw0000000000a", origin: "replay", source: null, sourceId: null, replayOf: "int_01hf7yatw00000000009", logprobs: [{ token: 7, text: "It ", bytes: [], logprob: -0.5, top: [] }], metadata: null });
    const raw = Buffer.from(`${JSON.stringify(recorded.request)} `);
    const item = sampleIncoming(1, { ...recorded, source: "tapedeck", recorded, raw, request: recorded.request, clockMark: null, name: null, reasoning: null, metadata: null });
    expect((await ingest({ interactions: [item, item] })).interactions).toEqual([{ fate: "stored", id: recorded.id }, { fate: "duplicate", id: recorded.id }]);
    expect(await log.get({ id: recorded.id })).toMatchObject(recorded);
    expect(Buffer.from((await log.bytes([recorded.id], "request"))[0]!).equals(raw)).toBe(true);
  });

  it("shows at once to whoever watches", async () => {
    const seen: string[] = [];
    const leave = new AbortController();
    const watching = (async () => {
      for await (const { interaction } of log.watch({}, leave.signal)) seen.push(`${interaction.source} ${interaction.input}`);
    })();
    await ingest({ interactions: [sampleIncoming(7)] });
    await until(() => seen.length === 1);
    leave.abort();
    await watching;
    expect(seen).toEqual(["otlp question 7"]);
  });
});

describe("feedback", () => {
  it("finds what it is about by id, span, trace or source; sent again it is known", async () => {
    const { interactions } = await ingest({ interactions: [sampleIncoming(1), sampleIncoming(2, { traceId: null, spanId: null, source: "langfuse", sourceId: "gen-2" })] });
    const about = [{ interactionId: idOf(interactions[0]) }, { traceId: "trace-1", spanId: "span-1" }, { traceId: "trace-1", spanId: null }, { source: "langfuse", sourceId: "gen-2" }];
    const { feedback } = await ingest({ feedback: about.map((of, n) => sampleFeedback(of, { sourceId: `score-${n}` })) });
    expect(fatesOf(feedback)).toEqual(["stored", "stored", "stored", "stored"]);
    expect(query("SELECT interaction_id AS id FROM feedback ORDER BY source_id")).toEqual([0, 0, 0, 1].map((n) => ({ id: idOf(interactions[n]) })));
    expect((await ingest({ feedback: [sampleFeedback(about[1]!, { sourceId: "score-1" })] })).feedback).toEqual([{ fate: "duplicate", id: idOf(feedback[1]) }]);
    expect((await ingest({ feedback: [sampleFeedback({ interactionId: "int_nothing" })] })).feedback).toEqual([{ fate: "rejected", reason: "There is no interaction int_nothing." }]);
  });

  it("that comes before what it is about waits for it", async () => {
    expect(fatesOf((await ingest({ feedback: [sampleFeedback({ traceId: "trace-9", spanId: "span-9" }), sampleFeedback({ source: "otlp", sourceId: "nine" })] })).feedback)).toEqual(["stored", "stored"]);
    const { interactions } = await ingest({ interactions: [sampleIncoming(9, { sourceId: "nine" })] });
    expect(query("SELECT interaction_id AS id FROM feedback")).toEqual([{ id: idOf(interactions[0]) }, { id: idOf(interactions[0]) }]);
  });
});

it("takes in a burst of 20,000 beside the gateway's own, and loses none", async () => {
  const batches = Array.from({ length: 20 }, (_, batch) => ingest({ interactions: Array.from({ length: 1000 }, (_item, n) => sampleIncoming(batch * 1000 + n)) }));
  const { id, committed } = log.begin(sampleStart());
  await committed;
  await log.finish(id, sampleOutcome());
  const fates = (await Promise.all(batches)).flatMap(({ interactions }) => fatesOf(interactions));
  expect(fates).toEqual(Array.from({ length: 20_000 }, () => "stored"));
  expect(await log.count({}, never)).toEqual({ total: 20_001 });
}, 120_000);

it("leaves off when it is no longer wanted, and knows again what it had stored", async () => {
  const leave = new AbortController();
  const items = Array.from({ length: 1000 }, (_, n) => sampleIncoming(n));
  const asked = log.ingest({ interactions: items, spans: [], feedback: [] }, leave.signal);
  leave.abort();
  await expect(asked).rejects.toMatchObject({ code: "cancelled" });
  const { interactions } = await ingest({ interactions: items });
  expect(interactions.every(({ fate }) => fate === "stored" || fate === "duplicate")).toBe(true);
  expect(await log.count({}, never)).toEqual({ total: 1000 });
});

it("takes in far more than may wait at once, in one batch, without standing still", async () => {
  const large = Buffer.alloc(5 * 1024 * 1024, "x");
  const { interactions } = await ingest({ interactions: Array.from({ length: 80 }, (_, n) => sampleIncoming(n, { raw: large })) });
  expect(fatesOf(interactions)).toEqual(Array.from({ length: 80 }, () => "stored"));
}, 120_000);
