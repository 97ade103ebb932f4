import { describe, expect, it } from "vitest";
import { decodeChunks, type PackedRequest } from "../../../../electron/core/transfer/otlp/decodeChunks.ts";
import { createTraceReceiver } from "../../../../electron/core/transfer/otlp/receiveTraces.ts";
import type { MapContext } from "../../../../electron/core/transfer/spans/sourceSpan.ts";
import type { Fate, IncomingBatch, Ingested } from "../../../../shared/schemas/incoming.ts";
import { otlpJson } from "../../../helpers/otlpRequest.ts";

const never = new AbortController().signal;
const fatesOf = (batch: IncomingBatch, fate: (n: number) => Fate): Ingested => ({ interactions: batch.interactions.map((_, n) => fate(n)), spans: batch.spans.map((_, n) => fate(n)), feedback: batch.feedback.map((_, n) => fate(n)) });

/** Decodes on this thread; the rest is as it is. */
function receiverOf(ingest: (batch: IncomingBatch, signal?: AbortSignal) => Promise<Ingested>, patienceMs?: number) {
  const decoder = {
    async *chunks(request: PackedRequest, context: MapContext) {
      yield* decodeChunks(request, context);
    },
  };
  const receive = createTraceReceiver({ ingest, decoder, now: Date.now, ...(patienceMs && { patienceMs }) });
  return (body: string, signal = never) => receive({ body: Buffer.from(body), contentType: "application/json; charset=utf-8", contentEncoding: undefined }, signal);
}

describe("a request with traces", () => {
  it("is refused for now when the log takes nothing for too long, whether it waits for room or for the disk", async () => {
    const waitsForRoom = receiverOf((_batch, signal) => new Promise((_resolve, reject) => signal!.addEventListener("abort", () => reject(new Error("aborted")))), 20);
    const waitsForDisk = receiverOf(() => new Promise(() => {}), 20);
    for (const receive of [waitsForRoom, waitsForDisk]) expect(await receive(otlpJson([{}]))).toMatchObject({ status: 429, headers: { "retry-after": "1" } });
  });

  it("is stored piece by piece, and the first piece that can't be stored ends it", async () => {
    const stored: number[] = [];
    const receive = receiverOf((batch) => {
      if (stored.length === 2) return Promise.reject(new Error("the disk is gone"));
      stored.push(batch.interactions.length);
      return Promise.resolve(fatesOf(batch, () => ({ fate: "stored", id: "int_1" })));
    });
    expect(await receive(otlpJson(Array.from({ length: 1000 }, () => ({}))))).toMatchObject({ status: 503, headers: { "retry-after": "30" } });
    expect(stored).toEqual([250, 250]);
  });

  it("says exactly how many the log itself refused, and why, and counts what it knew", async () => {
    const fates: Fate[] = [{ fate: "stored", id: "int_1" }, { fate: "rejected", reason: "Its month can't be read." }, { fate: "duplicate", id: "int_2" }, { fate: "completed", id: "int_3" }];
    const receive = receiverOf((batch) => Promise.resolve(fatesOf(batch, (n) => fates[n % 4]!)));
    const { status, headers, body } = await receive(otlpJson([{}, { name: "lost" }, {}, {}]));
    expect({ status, duplicates: headers["x-tapedeck-duplicates"] }).toEqual({ status: 200, duplicates: "1" });
    expect(JSON.parse(String(body))).toEqual({ partialSuccess: { rejectedSpans: "1", errorMessage: '1 span could not be kept. 1: Its month can\'t be read (first: "lost").' } });
  });

  it("stops where its sender has gone", async () => {
    const gone = new AbortController();
    let stored = 0;
    const receive = receiverOf((batch) => {
      stored += batch.interactions.length;
      gone.abort();
      return Promise.resolve(fatesOf(batch, () => ({ fate: "stored", id: "int_1" })));
    });
    expect((await receive(otlpJson(Array.from({ length: 1000 }, () => ({}))), gone.signal)).status).not.toBe(200);
    expect(stored).toBe(250);
  });
});
