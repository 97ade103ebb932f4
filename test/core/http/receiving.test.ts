import { mkdtempSync, rmSync } from "node:fs";
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { BinaryReader } from "@bufbuild/protobuf/wire";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createListener, type Listener } from "../../../electron/core/http/createListener.ts";
import type { InteractionLog } from "../../../electron/core/interactions/interactionLog.ts";
import { places } from "../../../electron/core/places.ts";
import { createReceiving, type Receiving } from "../../../electron/core/transfer/receiving.ts";
import type { CoreContract } from "../../../shared/contract.ts";
import { AppError } from "../../../shared/errors.ts";
import type { Services } from "../../../shared/rpc/contract.ts";
import type { Ingested } from "../../../shared/schemas/incoming.ts";
import { newSpanId, newTraceId, otlpJson, otlpProtobuf, type TestSpan } from "../../helpers/otlpRequest.ts";
import { openTestLog } from "../../helpers/openTestLog.ts";

const never = new AbortController().signal;
const folder = mkdtempSync(join(tmpdir(), "tapedeck traces #% é-"));
let log: InteractionLog;
let receiving: Receiving;
let listener: Listener;
/** Stands in for the log where a test wants it to fail or to wait. */
let ingest: InteractionLog["ingest"] | undefined;

beforeAll(async () => {
  log = await openTestLog(folder, Date.now);
  receiving = createReceiving({ log: { get: log.get, ingest: (batch, signal) => (ingest ?? log.ingest)(batch, signal) }, decoderEntry: places.otlpDecoder, now: Date.now, mostWaiting: 50 });
  listener = await createListener({ services: {} as Services<CoreContract>, receiving, isReady: () => true, rendererFolder: folder, host: "127.0.0.1", port: 0 });
});
afterAll(async () => {
  await listener.close();
  await receiving.close();
  await log.close();
  rmSync(folder, { recursive: true });
});

type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer; json(): Record<string, unknown> };

function post(path: string, body: Uint8Array | string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${listener.gatewayUrl}${path}`, { method: "POST", headers: { authorization: `Bearer ${listener.token}`, ...headers } }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const all = Buffer.concat(chunks);
        resolve({ status: response.statusCode!, headers: response.headers, body: all, json: () => JSON.parse(all.toString()) as Record<string, unknown> });
      });
    });
    request.on("error", reject).end(body);
  });
}
const json = { "content-type": "application/json" };
const protobuf = { "content-type": "application/x-protobuf" };
const gzip = { "content-encoding": "gzip" };
const send = (spans: TestSpan[]) => post("/traces", otlpProtobuf(spans), protobuf);

async function spansOf(traceId: string) {
  const all = [];
  for await (const page of log.traces.get({ traceId }, never)) all.push(...page.spans);
  return all;
}

describe("traces that come in", () => {
  it.each([["protobuf", otlpProtobuf, protobuf, false], ["json", otlpJson, json, false], ["protobuf, gzip", otlpProtobuf, { ...protobuf, ...gzip }, true], ["json, gzip", otlpJson, { ...json, ...gzip }, true]] as const)("are stored from %s and answered in the same", async (_how, make, headers, isGzip) => {
    const traceId = newTraceId();
    const made = make([{ traceId, attributes: { "gen_ai.operation.name": "chat", "gen_ai.request.model": "m", "gen_ai.input.messages": '[{"role":"user","content":"hello"}]' } }, { traceId, attributes: { "openinference.span.kind": "TOOL" } }]);
    const { status, headers: said, body } = await post("/traces", isGzip ? gzipSync(made) : made, headers);
    expect({ status, type: said["content-type"]!.split(";")[0], text: body.toString() }).toEqual({ status: 200, type: headers["content-type"], text: make === otlpJson ? "{}" : "" });
    const [call] = (await log.list({ filter: `traceId = "${traceId}"`, limit: 10 }, never)).items;
    expect(call).toMatchObject({ traceId, model: "m", source: "otlp", input: "hello", origin: "import" });
    expect((await spansOf(traceId)).map(({ kind }) => kind).sort()).toEqual(["model", "tool"]);
  });

  it("need the token", async () => {
    expect(await post("/traces", otlpJson([{}]), { ...json, authorization: "Bearer wrong" })).toMatchObject({ status: 401 });
    expect(await post("/feedback", "{}", { ...json, authorization: "Bearer wrong" })).toMatchObject({ status: 401 });
  });

  it("are told exactly which could not be kept", async () => {
    const bad = [{}, { name: "short", traceId: "abcd" }, {}, { name: "none", spanId: "" }, { name: "short too", traceId: "ef12" }];
    expect((await post("/traces", otlpJson(bad), json)).json()).toEqual({ partialSuccess: { rejectedSpans: "3", errorMessage: '3 spans could not be kept. 2: its trace id has 4 digits instead of 32 (first: "short"); 1: its span id is missing (first: "none").' } });
    const reader = new BinaryReader((await post("/traces", otlpProtobuf(bad), protobuf)).body);
    expect([reader.tag(), reader.uint32() > 0, reader.tag(), Number(reader.int64()), reader.tag(), reader.string().slice(0, 28)]).toEqual([[1, 2], true, [1, 0], 3, [2, 2], "3 spans could not be kept. 2"]);
    expect(await post("/traces", otlpJson([{ traceId: "ab" }]), json)).toMatchObject({ status: 400 });
  });

  it("are stored once, however often they come, and a running one is completed", async () => {
    const span: TestSpan = { traceId: newTraceId(), spanId: newSpanId(), startedAt: Date.now() - 5000 };
    const usage = { "gen_ai.usage.input_tokens": 7, "gen_ai.usage.output_tokens": 3 };
    const whole = { ...span, attributes: { "gen_ai.operation.name": "chat", "gen_ai.request.model": "m", ...usage } };
    const all = async () => (await log.list({ filter: `traceId = "${span.traceId}"`, limit: 10 }, never)).items;
    await send([{ ...whole, attributes: { "gen_ai.operation.name": "chat" }, endedAt: null }]);
    expect(await all()).toMatchObject([{ status: "running", usage: { promptTokens: null } }]);
    expect((await send([whole])).headers["x-tapedeck-duplicates"]).toBeUndefined();
    expect((await send([whole])).headers["x-tapedeck-duplicates"]).toBe("1");
    expect(await all()).toMatchObject([{ status: "ok", usage: { promptTokens: 7, completionTokens: 3 } }]);
  });

  it("are visible without their parents: a child before it, one whose parent never comes, a cycle of two", async () => {
    const traceId = newTraceId();
    const [parent, child, orphan, one, two] = [newSpanId(), newSpanId(), newSpanId(), newSpanId(), newSpanId()] as const;
    await send([{ traceId, spanId: child, parentSpanId: parent }]);
    expect(await spansOf(traceId)).toMatchObject([{ spanId: child, parentSpanId: parent }]);
    await send([{ traceId, spanId: parent, attributes: { "openinference.span.kind": "AGENT" } }, { traceId, spanId: orphan, parentSpanId: newSpanId() }, { traceId, spanId: one, parentSpanId: two }, { traceId, spanId: two, parentSpanId: one, attributes: {} }]);
    expect((await spansOf(traceId)).map(({ spanId }) => spanId).sort()).toEqual([parent, child, orphan, one, two].sort());
  });

  it("with odd clocks are kept, and are not of the last day", async () => {
    const traceId = newTraceId();
    const odd = [Date.UTC(2500, 0), 0, Date.now() + 240_000].map((startedAt): TestSpan => ({ traceId, startedAt }));
    expect((await post("/traces", otlpJson([...odd, { traceId, startedAt: Date.now() - 1000, endedAt: Date.now() - 7 * 3_600_000 }]), json)).status).toBe(200);
    expect((await log.list({ filter: `traceId = "${traceId}"`, limit: 10 }, never)).items).toHaveLength(4);
    const recent = (await log.list({ filter: `traceId = "${traceId}" and createdAt > -24h`, limit: 10 }, never)).items;
    expect(recent.map(({ timings }) => timings.totalMs)).toEqual([null]);
  });

  it("hold evaluations, which become feedback of their call", async () => {
    const traceId = newTraceId();
    await send([{ traceId, events: [{ name: "gen_ai.evaluation.result", attributes: { "gen_ai.evaluation.name": "tone", "gen_ai.evaluation.score.value": 0.5 } }] }]);
    const [{ id } = { id: "" }] = (await log.list({ filter: `traceId = "${traceId}"`, limit: 10 }, never)).items;
    expect(await log.feedback({ id }, never)).toMatchObject([{ name: "tone", value: 0.5 }]);
  });
});

describe("what is too much or broken", () => {
  it("is refused in the sender's terms, and nothing of it is stored", async () => {
    const cut = otlpProtobuf([{}, {}]).subarray(0, -5);
    expect(await post("/traces", cut, protobuf)).toMatchObject({ status: 400, headers: { "content-type": "application/x-protobuf" } });
    expect((await post("/traces", "{", json)).json()).toMatchObject({ code: 3, message: expect.stringContaining("no OTLP trace request") });
    expect(await post("/traces", "x", { "content-type": "text/plain" })).toMatchObject({ status: 415 });
    expect(await post("/traces", "{}", { ...json, "content-encoding": "br" })).toMatchObject({ status: 415 });
    expect(await post("/traces", "", {})).toMatchObject({ status: 415 });
    expect(await post("/traces", "", protobuf)).toMatchObject({ status: 200 });
  });

  it("is refused by its size, packed or not, within bounded memory; the next request is served", async () => {
    const large = Buffer.alloc(50 * 1024 * 1024, 10);
    const bomb = gzipSync(Buffer.alloc(300 * 1024 * 1024), { level: 1 });
    const before = process.memoryUsage().rss;
    expect(await post("/traces", large, protobuf)).toMatchObject({ status: 413, headers: { "content-type": "application/x-protobuf" } });
    expect(await post("/traces", large, { ...json, "transfer-encoding": "chunked" })).toMatchObject({ status: 413 });
    expect(await post("/traces", bomb, { ...protobuf, ...gzip })).toMatchObject({ status: 413 });
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
    expect(await send([{}])).toMatchObject({ status: 200 });
  });

  it("is taken where it is only much: 100,000 attributes, 30 MB of text; others are served meanwhile", async () => {
    const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`x.${n}`, n]));
    const heavy = Array.from({ length: 30 }, () => ({ attributes: { "openinference.span.kind": "TOOL", "input.value": "y".repeat(1_000_000) } }));
    const bodies = [[{ attributes: { "gen_ai.operation.name": "chat", ...many } }], heavy, [{}]].map((spans) => otlpProtobuf(spans));
    let longestMs = 0;
    let last = performance.now();
    const beat = setInterval(() => {
      longestMs = Math.max(longestMs, performance.now() - last);
      last = performance.now();
    }, 5);
    const answers = await Promise.all(bodies.map((body) => post("/traces", body, protobuf)));
    clearInterval(beat);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(longestMs).toBeLessThan(1000);
  });

  it("is refused for now where the log is full or can't be written: 429 and 503 with Retry-After, never a 2xx", async () => {
    const { promise: full, resolve } = Promise.withResolvers<void>();
    const nothing: Ingested = { interactions: [], spans: [], feedback: [] };
    let stored = 0;
    ingest = async (batch) => {
      await full;
      stored += batch.interactions.length;
      return { ...nothing, interactions: batch.interactions.map(() => ({ fate: "stored" as const, id: "int_x" })) };
    };
    const many = Array.from({ length: 120 }, () => send([{}]));
    const firstRefused = await Promise.race(many);
    expect(firstRefused).toMatchObject({ status: 429, headers: { "retry-after": "1", "content-type": "application/x-protobuf" } });
    resolve();
    const statuses = (await Promise.all(many)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    expect(statuses.filter((status) => status === 200)).toHaveLength(stored);
    for (const code of ["disk-full", "internal"] as const) {
      ingest = () => Promise.reject(new AppError(code, "It can't be written."));
      expect(await send([{}])).toMatchObject({ status: 503, headers: { "retry-after": "30" } });
    }
    ingest = undefined;
  });

  it("leaves nothing behind where a sender goes away in the middle", async () => {
    const request = httpRequest(`${listener.gatewayUrl}/traces`, { method: "POST", headers: { authorization: `Bearer ${listener.token}`, ...protobuf, "content-length": "1000000" } });
    request.on("error", () => {}).write(Buffer.alloc(1000));
    await new Promise((resolve) => setTimeout(resolve, 50));
    request.destroy();
    expect(await send([{}])).toMatchObject({ status: 200 });
  });
});

describe("feedback that comes in", () => {
  it("is stored with its interaction, or refused clearly", async () => {
    const traceId = newTraceId();
    await send([{ traceId }]);
    const [{ id } = { id: "" }] = (await log.list({ filter: `traceId = "${traceId}"`, limit: 10 }, never)).items;
    const give = (more: object) => post("/feedback", JSON.stringify({ interaction_id: id, name: "helpful", ...more }), json);
    expect(await give({ value: 1, comment: "Good.", annotator: "ann" })).toMatchObject({ status: 201 });
    expect(await give({ label: "wrong", correction: "It is 14 days." })).toMatchObject({ status: 201 });
    expect(await log.feedback({ id }, never)).toEqual(expect.arrayContaining([expect.objectContaining({ name: "helpful", value: 1, comment: "Good.", annotator: "ann" }), expect.objectContaining({ label: "wrong", correction: "It is 14 days." })]));
    expect((await give({})).json()).toMatchObject({ error: { code: "bad-request", message: expect.stringContaining("One of value, label, comment and correction") } });
    expect((await give({ value: 1, colour: "red" })).json()).toMatchObject({ error: { code: "bad-request", message: expect.stringContaining("colour") } });
    expect(await give({ value: "1" })).toMatchObject({ status: 400 });
    expect(await post("/feedback", "{", json)).toMatchObject({ status: 400 });
    expect((await post("/feedback", JSON.stringify({ interaction_id: "int_01zzzzzzzzzzzzzzzzzz", name: "x", value: 1 }), json))).toMatchObject({ status: 404 });
  });
});
