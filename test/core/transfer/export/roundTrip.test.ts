import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { createJobs } from "../../../../electron/core/jobs/jobs.ts";
import { places } from "../../../../electron/core/places.ts";
import { mainMigrations } from "../../../../electron/core/storage/main/migrations.ts";
import { openDatabase } from "../../../../electron/core/storage/openDatabase.ts";
import { createExports } from "../../../../electron/core/transfer/export/createExports.ts";
import { createImports } from "../../../../electron/core/transfer/import/createImports.ts";
import type { ExportFormat } from "../../../../shared/schemas/export.ts";
import type { IncomingFeedback, IncomingInteraction, IncomingSpan } from "../../../../shared/schemas/incoming.ts";
import { openTestLog } from "../../../helpers/openTestLog.ts";
import { sampleOutcome, sampleStart } from "../../../helpers/sampleRecording.ts";

const folder = mkdtempSync(join(tmpdir(), "tapedeck round trip #% é-"));
const now = () => Date.UTC(2026, 10, 25, 12);
const { signal } = new AbortController();
const opened: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of opened) await close();
  rmSync(folder, { recursive: true, force: true });
});

async function openDeck(name: string) {
  const dataFolder = join(folder, name);
  mkdirSync(dataFolder);
  const log = await openTestLog(dataFolder, now);
  const db = openDatabase(join(dataFolder, "tapedeck.sqlite"), mainMigrations);
  const jobs = createJobs({ db, now });
  const exports = createExports({ dataFolder, entry: places.exportWriter, jobs, log, now, timeZone: () => "utc" });
  const imports = createImports({ db, jobs, entry: places.importReader, log, now });
  opened.push(async () => {
    await jobs.close();
    await log.close();
    db.close();
  });
  const end = async (jobId: string) => {
    for await (const list of jobs.watch({}, signal)) {
      const job = list.find(({ id }) => id === jobId)!;
      if (job.state === "done") return;
      if (job.state !== "running") throw new Error(job.error?.message ?? job.state);
    }
  };
  return {
    log,
    async export(format: ExportFormat, path: string, filter?: string) {
      const { jobId } = await exports.export({ format, path, filter, order: "oldest", raw: false, force: true }, signal);
      await end(jobId);
      return (await exports.exported({ jobId }, signal))!;
    },
    async import(path: string) {
      const { jobId } = await imports.import({ path }, signal);
      await end(jobId);
      return imports.imported({ jobId }, signal);
    },
  };
}

const odd = "a\0b \ud800 日本 🙂 \u2028";
const incoming = (more: Partial<IncomingInteraction>): IncomingInteraction => ({
  source: "langfuse", sourceId: "obs-1", traceId: "t1", spanId: "s1", parentSpanId: null, createdAt: now() - 5_000_000, endedAt: now() - 4_999_000, clockMark: null, status: "ok", model: "gpt-4o", deployment: "openai",
  session: "ses 1", user: "kim", tags: ["x", "日本"], metadata: { plan: "pro", deep: { list: [1, null] } }, request: { target: "gpt-4o", messages: [{ role: "system", content: "Be kind." }, { role: "user", content: odd }], sampling: {}, origin: "import" },
  raw: null, output: odd, toolCalls: [{ id: "call_1", name: "find", arguments: '{"id": 1}' }], reasoning: "Hm.", finishReason: "tool-calls", error: null, usage: { promptTokens: 9, completionTokens: 3, cachedTokens: 2 },
  timings: { queueMs: null, loadMs: null, promptMs: null, firstTokenMs: 120.5, generationMs: null, totalMs: 1000.25, tokensPerSecond: null }, ...more,
});
const span = (spanId: string, traceId: string): IncomingSpan => ({
  traceId, spanId, parentSpanId: null, name: "retrieve", kind: "retriever", startedAt: now() - 5_000_000.25, durationMs: 12.5, clockMark: null, status: "ok", statusMessage: null, session: null, user: null,
  input: odd, output: "docs", attributes: { top: 3, odd }, events: [{ name: "hit", at: now() - 4_999_999, attributes: { rank: 1 } }],
});
const feedback = (more: Partial<IncomingFeedback>): IncomingFeedback => ({ sourceId: "fb-1", of: { traceId: "t1", spanId: "s1" }, createdAt: now(), name: "thumb", value: 0, label: "bad", comment: odd, correction: "It left on Monday.", annotator: "lee", ...more });

it("gives everything back through Tapedeck's own format: bytes, times, tokens, log probabilities, feedback, spans", async () => {
  const first = await openDeck("first");
  const token = { token: 7, text: "It", bytes: [73, 116], logprob: -0.25 };
  // Escapes as another program writes them: only the bytes themselves say so.
  const body = Buffer.from('{"target":"demo-support-v2","messages":[{"role":"user","content":"\\u65e5\\u672c \\u0000 \\ud83d\\ude42"}],"sampling":{"seed":7},"origin":"api"}');
  const start = sampleStart("日本 \0 🙂", { origin: "api" });
  const local = first.log.begin({ ...start, body });
  await first.log.finish(local.id, sampleOutcome(odd, { logprobs: [{ ...token, top: [token] }], promptLogprobs: [null, { ...token, top: [] }] }));
  const failed = first.log.begin(sampleStart("Why?", {}, Date.UTC(2026, 8, 3)));
  await first.log.finish(failed.id, sampleOutcome("", { status: "failed", error: { code: "model-crashed", message: "It crashed.", fix: "Load it again." } }));
  const taken = await first.log.ingest({ interactions: [incoming({}), incoming({ sourceId: "obs-2", traceId: null, spanId: null, clockMark: "future", createdAt: Date.UTC(2031, 0, 1) })], spans: [span("s2", "t1"), span("s3", "t-without-calls")], feedback: [] });
  expect(taken.interactions.map(({ fate }) => fate)).toEqual(["stored", "stored"]);
  expect((await first.log.ingest({ interactions: [], spans: [], feedback: [feedback({}), feedback({ sourceId: null, of: { interactionId: local.id }, value: 1, label: null, comment: null, correction: null })] })).feedback.map(({ fate }) => fate)).toEqual(["stored", "stored"]);

  const path = join(folder, "all.jsonl");
  expect(await first.export("tapedeck", path)).toMatchObject({ interactions: 4, records: 8, skipped: [], changed: [] });
  const second = await openDeck("second");
  expect(await second.import(path)).toMatchObject({ format: "tapedeck", imported: 4, duplicates: 0, rejected: 0, spans: 2, feedback: 2 });
  const again = join(folder, "again.jsonl");
  await second.export("tapedeck", again);
  const lines = (name: string) => readFileSync(name, "utf8").trimEnd().split("\n").map((line) => JSON.parse(line) as object);
  expect(lines(again)).toEqual(lines(path));
  expect(await second.log.bytes([local.id], "request")).toEqual([new Uint8Array(body)]);
  expect(await second.log.get({ id: local.id })).toEqual(await first.log.get({ id: local.id }));
  expect(await second.import(path)).toMatchObject({ imported: 0, duplicates: 4, rejected: 0, spans: 0, feedback: 0 });
}, 60_000);

it.each([["openai-chat", "openai-jsonl"], ["sharegpt", "sharegpt"], ["csv", "csv"]] as const)("is read again as %s, with nothing rejected", async (format, name) => {
  const first = await openDeck(`first ${format}`);
  await first.log.ingest({ interactions: ["One?", "Two?", odd].map((content, index) => incoming({ sourceId: `${index}`, traceId: null, spanId: null, toolCalls: null, finishReason: "stop", output: `Answer to ${content}`, request: { target: "x", messages: [{ role: "user", content }], sampling: {}, origin: "import" } })), spans: [], feedback: [] });
  const path = join(folder, format === "csv" ? "x.csv" : `${format}.jsonl`);
  expect(await first.export(format, path)).toMatchObject({ records: 3, skipped: [] });
  const second = await openDeck(`second ${format}`);
  expect(await second.import(path)).toMatchObject({ format: name, imported: 3, rejected: 0, rejects: [] });
  const { items } = await second.log.list({ limit: 10, order: "newest" }, signal);
  // UTF-8, which a CSV is, has no halves of characters, and a row of a list shows NUL as a sign.
  expect(items.map(({ output }) => output).sort()).toEqual(["Answer to One?", "Answer to Two?", `Answer to ${odd.toWellFormed().replace("\0", "␀")}`].sort());
}, 60_000);

it("finds the better answer to the same messages in another month, and feedback that came before what it is about", async () => {
  const deck = await openDeck("pairs");
  const ask = (sourceId: string, output: string, createdAt: number, content = "Where is it?") =>
    incoming({ sourceId, traceId: null, spanId: null, toolCalls: null, reasoning: null, finishReason: "stop", output, createdAt, request: { target: "x", messages: [{ role: "user", content }], sampling: {}, origin: "import" } });
  const said = (sourceId: string, label: string, more: Partial<IncomingFeedback> = {}) => feedback({ sourceId: `of ${sourceId}`, of: { source: "langfuse", sourceId }, value: null, label, comment: null, correction: null, ...more });
  // What is said of "bad" waits in the month of its own time.
  await deck.log.ingest({ interactions: [], spans: [], feedback: [said("bad", "bad", { createdAt: Date.UTC(2026, 9, 2) })] });
  await deck.log.ingest({ interactions: [ask("good", "On Monday.", Date.UTC(2026, 6, 1)), ask("bad", "Never.", Date.UTC(2026, 10, 1)), ask("other", "Yes.", Date.UTC(2026, 10, 2), "Is it?"), ask("silent", "Hm.", Date.UTC(2026, 10, 3))], spans: [], feedback: [said("good", "good"), said("other", "good")] });
  const path = join(folder, "pairs.jsonl");
  expect(await deck.export("dpo", path)).toMatchObject({ interactions: 4, records: 1, skipped: [{ count: 2, what: "It was rated good: it is chosen where an answer to the same prompt was rated bad" }, { count: 1, what: "It has no feedback" }] });
  expect(JSON.parse(readFileSync(path, "utf8"))).toEqual({ prompt: [{ role: "user", content: "Where is it?" }], chosen: [{ role: "assistant", content: "On Monday." }], rejected: [{ role: "assistant", content: "Never." }] });
  expect(await deck.export("kto", path)).toMatchObject({ records: 3 });
}, 60_000);

it("brings the spans of a filter's traces and no others", async () => {
  const deck = await openDeck("spans");
  await deck.log.ingest({ interactions: [incoming({}), incoming({ sourceId: "obs-9", traceId: "t1", spanId: "s9", output: "Again." }), incoming({ sourceId: "obs-2", traceId: "t2", spanId: "s2", user: "lee" })], spans: [span("a", "t1"), span("b", "t2"), span("c", "t3")], feedback: [] });
  const path = join(folder, "spans.jsonl");
  expect(await deck.export("tapedeck", path, "user = kim")).toMatchObject({ interactions: 2, records: 3 });
  const spans = readFileSync(path, "utf8").trimEnd().split("\n").map((line) => JSON.parse(line) as { span?: IncomingSpan }).flatMap((line) => line.span?.spanId ?? []);
  expect(spans).toEqual(["a"]);
}, 60_000);
