import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { decodeChunks } from "../../../../electron/core/transfer/otlp/decodeChunks.ts";
import { AppError } from "../../../../shared/errors.ts";
import { message, otlpJson, otlpProtobuf, part, type TestSpan } from "../../../helpers/otlpRequest.ts";

const now = Date.now();
const context = { source: "otlp", now };

function decode(body: Uint8Array | string, encoding: "protobuf" | "json", isGzip = false) {
  const chunks = [...decodeChunks({ body: Buffer.from(body), encoding, isGzip }, context)];
  const all = <T>(of: (chunk: (typeof chunks)[number]) => T[]) => chunks.flatMap(of);
  return { chunks, interactions: all(({ batch }) => batch.interactions), spans: all(({ batch }) => batch.spans), feedback: all(({ batch }) => batch.feedback), refused: all(({ refused }) => refused) };
}
const codeOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return error instanceof AppError ? error.code : error;
  }
  return "no failure";
};

const sample: TestSpan[] = [
  { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331", startedAt: now - 5000, endedAt: now - 3500, attributes: { "gen_ai.operation.name": "chat", "gen_ai.request.model": "gpt-4", "gen_ai.input.messages": '[{"role":"user","parts":[{"type":"text","content":"日本 😀"}]}]', "a.list": ["x", 1, true], "a.map": { deep: { n: 1.5 } }, "a.big": 9_007_199_254_740_993n, "a.negative": -3 }, status: { code: 2, message: "boom" } },
  { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203332", parentSpanId: "b7ad6b7169203331", name: "look", startedAt: now - 4000, endedAt: now - 3900, attributes: { "openinference.span.kind": "TOOL" }, events: [{ name: "step", at: now - 3950, attributes: { n: 1 } }], status: { code: 1 } },
];

describe("an OTLP request", () => {
  it.each([["protobuf", otlpProtobuf(sample), false], ["json", otlpJson(sample), false], ["protobuf", gzipSync(otlpProtobuf(sample)), true], ["json", gzipSync(otlpJson(sample)), true]] as const)("in %s says every field", (encoding, body, isGzip) => {
    const { interactions: [call], spans: [tool], refused } = decode(body, encoding, isGzip);
    expect(refused).toEqual([]);
    expect(call).toMatchObject({
      traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331", parentSpanId: null, createdAt: now - 5000, endedAt: now - 3500, status: "failed", error: { code: "failed", message: "boom" },
      request: { messages: [{ role: "user", content: "日本 😀" }] },
      metadata: { "a.list": ["x", 1, true], "a.map": { deep: { n: 1.5 } }, "a.big": "9007199254740993", "a.negative": -3, "service.name": "shop", "otel.scope.name": "test", "span.kind": "client" },
    });
    expect(tool).toMatchObject({ parentSpanId: "b7ad6b7169203331", name: "look", kind: "tool", startedAt: now - 4000, status: "ok", events: [{ name: "step", at: now - 3950, attributes: { n: 1 } }] });
    expect(tool!.durationMs).toBeCloseTo(100, 2);
  });

  it("is cut to pieces that are not large, in order", () => {
    const { chunks, interactions } = decode(otlpProtobuf(Array.from({ length: 600 }, (_, n) => ({ name: `chat ${n}` }))), "protobuf");
    expect(chunks.map(({ batch }) => batch.interactions.length)).toEqual([250, 250, 100]);
    expect(interactions.map(({ metadata }) => metadata!["span.name"])).toEqual(Array.from({ length: 600 }, (_, n) => `chat ${n}`));
    const heavy = decode(otlpProtobuf(Array.from({ length: 40 }, () => ({ attributes: { x: "y".repeat(100_000) } }))), "protobuf");
    expect(heavy.chunks.length).toBeGreaterThan(3);
  });

  it("may be empty", () => {
    expect(decode(new Uint8Array(), "protobuf").chunks).toEqual([]);
    expect(decode("{}", "json").chunks).toEqual([]);
    expect(decode('{"resourceSpans":[]}', "json").chunks).toEqual([]);
  });
});

describe("a span that can't be kept is refused alone", () => {
  const good: TestSpan = { name: "good" };
  it.each([
    ["a trace id of 7 bytes", { traceId: "ab".repeat(7) }, "its trace id has 14 digits instead of 32"],
    ["a span id of 16 bytes", { spanId: "ab".repeat(16) }, "its span id has 32 digits instead of 16"],
    ["no span id", { spanId: "" }, "its span id is missing"],
    ["a trace id of zeros", { traceId: "0".repeat(32) }, "its trace id is all zeros"],
    ["a parent's id of 3 bytes", { parentSpanId: "abcdef" }, "its parent span id has 6 digits instead of 16"],
  ])("for %s", (_what, bad, reason) => {
    for (const [body, encoding] of [[otlpProtobuf([good, { name: "bad", ...bad }, good]), "protobuf"], [otlpJson([good, { name: "bad", ...bad }, good]), "json"]] as const) {
      const { interactions, refused } = decode(body, encoding);
      expect(interactions).toHaveLength(2);
      expect(refused).toEqual([{ name: "bad", reason }]);
    }
  });

  it("for values that nest too deep", () => {
    let deep: unknown = "x";
    for (let level = 0; level < 100; level++) deep = [deep];
    for (const [body, encoding] of [[otlpProtobuf([good, { name: "bad", attributes: { deep } }]), "protobuf"], [otlpJson([good, { name: "bad", attributes: { deep } }]), "json"]] as const) {
      const { interactions, refused } = decode(body, encoding);
      expect(interactions).toHaveLength(1);
      expect(refused).toMatchObject([{ name: "bad", reason: expect.stringContaining("nests deeper than 32 levels") }]);
    }
  });

  it("for a body of its own that is broken, or is none", () => {
    const broken = message((request) => part(request, 1, (resourceSpans) => part(resourceSpans, 2, (scopeSpans) => part(scopeSpans, 2, (span) => span.raw(Uint8Array.of(0x0a, 0x7f, 1, 2))))));
    expect(decode(broken, "protobuf").refused).toMatchObject([{ reason: expect.stringContaining("it can't be read") }]);
    expect(decode('{"resourceSpans":[{"scopeSpans":[{"spans":[5,{"traceId":"zz","spanId":"1"},{"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331","startTimeUnixNano":"soon"}]}]}]}', "json").refused.map(({ reason }) => reason)).toEqual(["it is no object", "its trace id is not hexadecimal", "it can't be read: its start is no time"]);
  });
});

describe("a request that is none fails as a whole", () => {
  const whole = otlpProtobuf(sample);
  it("when it is cut, wherever that is within its frame", () => {
    for (let length = 1; length < whole.length; length += 7) expect(codeOf(() => decode(whole.subarray(0, length), "protobuf")), String(length)).toBe("bad-request");
    const json = otlpJson(sample);
    for (const length of [1, 30, json.length - 1]) expect(codeOf(() => decode(json.slice(0, length), "json"))).toBe("bad-request");
    expect(codeOf(() => decode(gzipSync(whole).subarray(0, 50), "protobuf", true))).toBe("bad-request");
  });

  it("when it is something else", () => {
    for (const body of ["hello", '"text"', "[]", '{"resourceSpans":5}', "null"]) expect(codeOf(() => decode(body, "json")), body).toBe("bad-request");
    expect(codeOf(() => decode("this is no protobuf", "protobuf"))).toBe("bad-request");
    expect(codeOf(() => decode("this is no gzip", "protobuf", true))).toBe("bad-request");
  });

  it("when it unpacks to a thousand times its size, without unpacking it all", () => {
    const bomb = gzipSync(Buffer.alloc(40 * 1024 * 1024), { level: 1 });
    expect(bomb.length).toBeLessThan(250_000);
    const before = process.memoryUsage().arrayBuffers;
    expect(codeOf(() => decode(bomb, "protobuf", true))).toBe("too-large");
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(40 * 1024 * 1024);
  });

  it("when it would become many times its size: values without end in JSON, a program's long words with each of its spans", () => {
    expect(codeOf(() => decode(`{"resourceSpans":[${"[],".repeat(2_000_000)}[]]}`, "json"))).toBe("bad-request");
    expect(codeOf(() => decode(`{"resourceSpans":${"[".repeat(1000)}${"]".repeat(1000)}}`, "json"))).toBe("bad-request");
    const spans = Array.from({ length: 300 }, (): TestSpan => ({}));
    const wordy = { about: "x".repeat(1_000_000) };
    expect(codeOf(() => decode(otlpProtobuf(spans, wordy), "protobuf"))).toBe("too-large");
    expect(codeOf(() => decode(otlpJson(spans, wordy), "json"))).toBe("too-large");
  });

  it("when it holds more spans than a trace has", () => {
    const many = message((request) => part(request, 1, (resourceSpans) => part(resourceSpans, 2, (scopeSpans) => {
      for (let n = 0; n <= 100_000; n++) part(scopeSpans, 2, () => {});
    })));
    expect(codeOf(() => decode(many, "protobuf"))).toBe("too-large");
  });
});

it("text that is not UTF-8 is kept with what can be read of it", () => {
  const bytes = Uint8Array.of(0x61, 0xff, 0xfe, 0x62);
  expect(decode(otlpProtobuf([{ attributes: { "gen_ai.operation.name": "chat", broken: bytes } }]), "protobuf").interactions[0]!.metadata).toMatchObject({ broken: "a\u{FFFD}\u{FFFD}b" });
});

it("unknown fields and wire types are passed over, repeated whole messages count", () => {
  const two = Buffer.concat([otlpProtobuf([{ name: "one" }]), Uint8Array.of(0xfa, 0x01, 2, 1, 2, 0x08, 5), otlpProtobuf([{ name: "two" }])]);
  expect(decode(two, "protobuf").interactions).toHaveLength(2);
});
