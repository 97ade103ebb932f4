import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { InteractionLog } from "../../../../electron/core/interactions/interactionLog.ts";
import { NewFeedback } from "../../../../shared/schemas/feedback.ts";
import type { IncomingInteraction, IncomingSpan } from "../../../../shared/schemas/incoming.ts";
import { SessionRequest } from "../../../../shared/schemas/session.ts";
import type { TraceSpan } from "../../../../shared/schemas/trace.ts";
import { openTestLog } from "../../../helpers/openTestLog.ts";
import { incomingInteraction, incomingSpan } from "../../../helpers/sampleIncoming.ts";

const october = Date.UTC(2026, 9, 31, 23, 59, 59);
const november = Date.UTC(2026, 10, 25, 11);

describe("the pages of one interaction, one trace and one session", () => {
  const folder = mkdtempSync(join(tmpdir(), "tapedeck #% é 日-"));
  let log: InteractionLog;
  const add = (interactions: IncomingInteraction[], spans: IncomingSpan[] = []) => log.ingest({ interactions, spans, feedback: [] });
  const signal = new AbortController().signal;
  const traceOf = async (traceId: string) => {
    const pages: TraceSpan[][] = [];
    for await (const { spans } of log.traces.get({ traceId }, signal)) pages.push(spans);
    return { pages, spans: pages.flat() };
  };
  const session = (session: string, more: object = {}) => log.session(SessionRequest.parse({ session, ...more }), signal);

  beforeAll(async () => {
    log = await openTestLog(folder);
  });
  afterAll(async () => {
    await log.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("gives a trace whole: model calls and other spans of every month, in pages of at most 1,000, each once", async () => {
    const spans = Array.from({ length: 2100 }, (_, n) => incomingSpan("whole", `s${n}`, n === 0 ? null : "s0", november + n));
    await add([incomingInteraction({ traceId: "whole", spanId: "call", parentSpanId: "s0", createdAt: november }), incomingInteraction({ traceId: "whole", spanId: "old", parentSpanId: "s0", createdAt: october })], spans.slice(0, 1000));
    await add([], spans.slice(1000, 2000));
    await add([], spans.slice(2000));
    const { pages, spans: got } = await traceOf("whole");
    expect(pages.map(({ length }) => length)).toEqual([1000, 1000, 102]);
    expect(new Set(got.map(({ spanId }) => spanId)).size).toBe(2102);
    const call = got.find(({ spanId }) => spanId === "call")!;
    expect(call).toMatchObject({ kind: "model", parentSpanId: "s0", model: "gpt-x", promptTokens: 12, completionTokens: 5, status: "ok", interactionId: expect.stringMatching(/^int_/) });
    expect((await traceOf("nowhere")).spans).toEqual([]);
  });

  it("gives one span with its attributes, events, input and output, and a model's call with its texts", async () => {
    await add(
      [incomingInteraction({ traceId: "one", spanId: "m", createdAt: november, metadata: { tier: "gold" } })],
      [incomingSpan("one", "t", "m", november, { kind: "tool", status: "error", statusMessage: "timed out after 3 s", input: '{"order":4821}', output: "none", attributes: { "tool.name": "lookup" }, events: [{ name: "exception", at: november + 5, attributes: { type: "Timeout" } }] })],
    );
    expect(await log.traces.span({ traceId: "one", spanId: "t" }, signal)).toMatchObject({ kind: "tool", error: "timed out after 3 s", input: '{"order":4821}', output: "none", attributes: { "tool.name": "lookup" }, events: [{ name: "exception", attributes: { type: "Timeout" } }] });
    expect(await log.traces.span({ traceId: "one", spanId: "m" }, signal)).toMatchObject({ kind: "model", input: "Where is my order?", output: "On its way.", attributes: { tier: "gold" } });
    await expect(log.traces.span({ traceId: "one", spanId: "x" }, signal)).rejects.toThrow("There is no span x in the trace one.");
  });

  it("gives a conversation in the order of time over two months, each message once, and its totals", async () => {
    const messages: IncomingInteraction["request"]["messages"] = [{ role: "system", content: "Be brief." }];
    const calls: IncomingInteraction[] = [];
    for (const [n, createdAt] of [october, november, november + 60_000].entries()) {
      messages.push({ role: "user", content: `Question ${n + 1}` });
      calls.push(incomingInteraction({ sourceId: `talk${n}`, createdAt, session: "talk", user: n === 1 ? "kim" : "lee", output: `Answer ${n + 1}`, request: { ...incomingInteraction({}).request, messages: [...messages], session: "talk" } }));
      messages.push({ role: "assistant", content: `Answer ${n + 1}` });
    }
    await add(calls.toReversed());
    const { total, turns } = await session("talk");
    expect(total).toBe(3);
    expect(turns.map(({ messages: said, repeatedMessages, output }) => [repeatedMessages, said.map(({ content }) => content), output])).toEqual([
      [0, ["Be brief.", "Question 1"], "Answer 1"],
      [3, ["Question 2"], "Answer 2"],
      [5, ["Question 3"], "Answer 3"],
    ]);
    const later = await session("talk", { from: 1, limit: 1 });
    expect([later.total, later.turns.map(({ messages: said }) => said.map(({ content }) => content))]).toEqual([3, [["Question 2"]]]);
    expect(await log.sessionTotals({ session: "talk" }, signal)).toMatchObject({ turns: 3, failed: 0, users: ["lee", "kim"], models: ["gpt-x"], promptTokens: 36, completionTokens: 15, firstAt: october });
    expect(await session("nobody")).toEqual({ total: 0, from: 0, turns: [] });
  });

  it("finds the interactions before and after one, of its session, its user and its question, over months", async () => {
    const of = (sourceId: string, createdAt: number, session: string, user: string, content: string) =>
      incomingInteraction({ sourceId, createdAt, session, user, request: { ...incomingInteraction({}).request, messages: [{ role: "user", content }] } });
    const { interactions } = await add([of("n1", october, "s1", "ann", "same?"), of("n2", november, "s1", "bob", "other"), of("n3", november + 1, "s2", "ann", "same?"), of("n4", november + 2, "s1", "ann", "third")]);
    const [first, second, third, fourth] = interactions.map((fate) => ("id" in fate ? fate.id : ""));
    expect(await log.neighbours({ id: first! }, signal)).toEqual({ session: { previous: null, next: second }, user: { previous: null, next: third }, prompt: { previous: null, next: third } });
    expect(await log.neighbours({ id: third! }, signal)).toEqual({ session: { previous: null, next: null }, user: { previous: first, next: fourth }, prompt: { previous: first, next: null } });
    expect(await log.neighbours({ id: "int_nothing" }, signal)).toMatchObject({ user: { previous: null, next: null } });
  });

  it("keeps feedback that a person gives, and refuses it for what is not there", async () => {
    const { interactions } = await add([incomingInteraction({ sourceId: "fb", createdAt: november })]);
    const id = "id" in interactions[0]! ? interactions[0].id : "";
    const added = await log.addFeedback(NewFeedback.parse({ id, name: "rating", label: "bad", comment: "It promised 14 days." }), signal);
    expect(await log.feedback({ id }, signal)).toEqual([{ ...added, name: "rating", label: "bad", comment: "It promised 14 days.", value: null, correction: null, annotator: null }]);
    await expect(log.addFeedback(NewFeedback.parse({ id: "int_0000000000", name: "rating", value: 1 }), signal)).rejects.toThrow("There is no interaction");
  });

  it("gives bodies exactly as they were stored, in pieces", async () => {
    const raw = Buffer.from(JSON.stringify({ input: "日本".repeat(200_000), note: "as it came" }));
    const { interactions } = await add([incomingInteraction({ sourceId: "raw", createdAt: november, raw: new Uint8Array(raw) })]);
    const id = "id" in interactions[0]! ? interactions[0].id : "";
    const pieces: string[] = [];
    for await (const { text, sizeBytes } of log.body({ id, body: "raw" }, signal)) {
      expect(sizeBytes).toBe(raw.length);
      pieces.push(text);
    }
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.join("") === raw.toString("utf8")).toBe(true);
    const none: unknown[] = [];
    for await (const piece of log.body({ id, body: "prompt" }, signal)) none.push(piece);
    expect(none).toEqual([]);
  });
});
