import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createRedactor } from "../../../electron/core/care/redaction/createRedactor.ts";
import { redactIncoming } from "../../../electron/core/care/redaction/redactIncoming.ts";
import { redactRecorder } from "../../../electron/core/care/redaction/redactRecorder.ts";
import { RedactionKind, type Redaction } from "../../../shared/schemas/redaction.ts";
import type { RunRequest } from "../../../shared/schemas/chat.ts";
import { incomingInteraction, incomingSpan } from "../../helpers/sampleIncoming.ts";
import { never, openTestCare } from "../../helpers/openTestCare.ts";
import { openTestLog } from "../../helpers/openTestLog.ts";
import { sampleInteraction } from "../../helpers/sampleInteraction.ts";
import { sampleOutcome, sampleStart } from "../../helpers/sampleRecording.ts";

const all: Redaction = { kinds: RedactionKind.options, rules: [] };
const secrets = ["kim@example.com", "lee@example.com", "4111 1111 1111 1111", "203.0.113.9"];

/** A log whose recorder takes everything out, and all that lies in its files and indexes. */
async function openRedacted(redaction: Redaction = all) {
  const log = await openTestLog();
  const redactor = createRedactor(redaction);
  return { log, recorder: redactRecorder(log, () => redactor) };
}

describe("a recorder with redaction", () => {
  it("stores nothing of what is to go: request, prompt, answer, calls, errors, tokens", async () => {
    const { log, recorder } = await openRedacted();
    const request: RunRequest = {
      ...sampleStart("Write to kim@example.com and lee@example.com").request,
      user: "kim@example.com", metadata: { from: "203.0.113.9", card: 4111111111111111 },
    };
    const { id, committed } = recorder.begin({ ...sampleStart(""), request, body: Buffer.from(JSON.stringify(request)) });
    await committed;
    recorder.progress(id, `Dear lee@example.com, ${"word ".repeat(40)}kim@exam`, 5);
    await recorder.finish(id, {
      ...sampleOutcome("I wrote to lee@example.com."), prompt: "<user>Write to kim@example.com and lee@example.com", promptTokens: [1, 2], outputTokens: [3, 4], outputTokenEnds: [5, 6],
      toolCalls: [{ id: "c1", name: "pay", arguments: '{"card": 4111111111111111, "to": "\\u006bim@example.com"}' }],
      error: { code: "internal", message: "203.0.113.9 did not answer" },
    });
    const stored = await log.get({ id });
    expect(JSON.stringify(stored)).not.toMatch(new RegExp(secrets.join("|").replaceAll(" ", " ?")));
    expect(stored).toMatchObject({
      input: "Write to [email 1] and [email 2]", output: "I wrote to [email 2].", prompt: "<user>Write to [email 1] and [email 2]", user: "[email 1]",
      promptTokens: null, outputTokens: null, outputTokenEnds: null, error: { message: "[ip 1] did not answer" },
      toolCalls: [{ arguments: '{"card":"[card 1]","to":"[email 1]"}' }], request: { metadata: { from: "[ip 1]", card: "[card 1]" } },
    });
    expect(await log.count({ text: "example.com" }, new AbortController().signal)).toEqual({ total: 0 });
    await log.close();
  });

  it("leaves every byte and token as it came where there is nothing to take out", async () => {
    const { log, recorder } = await openRedacted();
    const start = sampleStart("Where is order 4821? \ud800");
    const { id } = recorder.begin(start);
    const outcome = { ...sampleOutcome("It comes on 2026-11-25."), prompt: "<user>Where is order 4821?", promptTokens: [1], outputTokens: [2], outputTokenEnds: [23] };
    await recorder.finish(id, outcome);
    expect(await log.get({ id })).toMatchObject({ request: start.request, output: outcome.output, prompt: outcome.prompt, promptTokens: [1], outputTokens: [2] });
    await log.close();
  });

  it("keeps no half of a piece that is just being written, as core may be killed before its end", () => {
    const told: string[] = [];
    const recorder = redactRecorder({ begin: () => ({ id: "int_1", committed: Promise.resolve() }), progress: (_id, output) => void told.push(output), finish: () => Promise.resolve() }, () => createRedactor(all));
    recorder.begin(sampleStart("hello"));
    recorder.progress("int_1", `${"word ".repeat(50)}kim@example.co`, 1);
    expect(told[0]).toMatch(/^(word )+word$|^(word )+$/);
  });
});

it("leaves nothing of what was taken out in any file of the data folder, by whichever door it came", async () => {
  const test = await openTestCare();
  const before = test.log.begin(sampleStart("mail lee@example.com"));
  await test.log.finish(before.id, sampleOutcome("", { status: "failed" }));
  await test.care.setRedaction(all, never);
  const { id } = test.log.begin(sampleStart("mail kim@example.com"));
  await test.log.finish(id, sampleOutcome("sent to kim@example.com", { prompt: "kim@example.com" }));
  await test.log.ingest({
    interactions: [incomingInteraction({ traceId: "a".repeat(32), spanId: "b".repeat(16), user: "kim@example.com", raw: Buffer.from('"kim@example.com"'), output: "kim@example.com" })],
    spans: [incomingSpan("a".repeat(32), "c".repeat(16), null, 0, { input: "kim@example.com" })],
    feedback: [{ sourceId: null, of: { interactionId: id }, createdAt: 0, name: "score", value: 1, label: null, comment: "ask kim@example.com", correction: null, annotator: "kim@example.com" }],
  });
  expect(await test.care.removeInteractions({ text: "kim@example.com", isDryRun: false }, never)).toEqual({ interactions: 0, jobId: null });
  await test.done(await test.care.removeInteractions({ filter: 'status = ok or user = "kim@example.com"', isDryRun: false }, never));
  await test.close();
  const files = readdirSync(test.dataFolder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  expect(files.some((file) => readFileSync(file).includes("lee@example"))).toBe(true);
  for (const file of files) expect(readFileSync(file).includes("kim@example"), file).toBe(false);
});

describe("what comes in from elsewhere", () => {
  it("loses it also where it was recorded whole by another Tapedeck, with its tokens; what that one took out stays counted", () => {
    const recorded = sampleInteraction(["To ", "lee@example.com"], { prompt: "<user>kim@example.com", promptTokens: [1, 2], redactions: { email: 1, iban: 1 }, reasoning: "lee@example.com?", metadata: { from: "203.0.113.9" }, request: sampleStart("mail kim@example.com").request });
    const batch = redactIncoming({ interactions: [incomingInteraction({ source: "tapedeck", sourceId: "x", recorded, output: recorded.output, request: recorded.request })], spans: [], feedback: [] }, createRedactor(all));
    expect(JSON.stringify(batch)).not.toMatch(/example\.com|203\.0/);
    expect(batch.interactions[0]!.recorded).toMatchObject({ id: recorded.id, output: "To [email 2]", prompt: "<user>[email 1]", promptTokens: null, outputTokens: null, redactions: { email: 3, iban: 1, ip: 1 } });
  });

  it("loses what is to go in records as they came, spans and comments; ids stay, and what can't be looked through is not kept", () => {
    const raw = Buffer.from('{"input": "kim\\u0040example.com", "n": 1}');
    const batch = redactIncoming({
      interactions: [incomingInteraction({ raw, output: "to kim@example.com", spanId: "b".repeat(16) }), incomingInteraction({ raw: Buffer.from([0xff, 0xfe]) }), incomingInteraction({ raw: Buffer.from("{}") })],
      spans: [{ traceId: "a".repeat(32), spanId: "c".repeat(16), parentSpanId: null, name: "pay", kind: "tool", startedAt: 0, durationMs: 1, clockMark: null, status: "ok", statusMessage: null, session: null, user: null, input: '{"card":4111111111111111}', output: null, attributes: { "net.peer.ip": "203.0.113.9" }, events: [] }],
      feedback: [{ sourceId: "f1", of: { interactionId: "int_1" }, createdAt: 0, name: "score", value: 1, label: null, comment: "call kim@example.com", correction: null, annotator: "lee@example.com" }],
    }, createRedactor(all));
    expect(batch.interactions[0]).toMatchObject({ output: "to [email 1]", redactions: { email: 1 }, spanId: "b".repeat(16) });
    expect(Buffer.from(batch.interactions[0]!.raw!).toString()).toBe('{"input":"[email 1]","n":1}');
    expect(batch.interactions.slice(1).map((each) => each.raw && Buffer.from(each.raw).toString())).toEqual([null, "{}"]);
    expect(batch.spans[0]).toMatchObject({ input: '{"card":"[card 1]"}', attributes: { "net.peer.ip": "[ip 1]" } });
    expect(batch.feedback[0]).toMatchObject({ sourceId: "f1", comment: "call [email 1]", annotator: "[email 2]" });
  });

  it("loses what is to go in what Tapedeck itself recorded before, its metadata, thoughts and original record included", () => {
    const recorded = sampleInteraction(["ok"], { metadata: { from: "kim@example.com" }, reasoning: "Ask lee@example.com." });
    const { interactions } = redactIncoming({ interactions: [incomingInteraction({ recorded, original: Buffer.from('{"to": "kim@example.com"}') })], spans: [], feedback: [] }, createRedactor(all));
    expect(interactions[0]!.recorded).toMatchObject({ metadata: { from: "[email 1]" }, reasoning: "Ask [email 2]." });
    expect(Buffer.from(interactions[0]!.original!).toString()).toBe('{"to":"[email 1]"}');
  });
});
