import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describe as describeModel } from "../../../shared/gguf/describe.ts";
import { parseHeader } from "../../../shared/gguf/parseHeader.ts";
import { AppError } from "../../../shared/errors.ts";
import { buildGguf, f32s, i32s, minimal, strings, u32, u64, type BuiltFile, type BuiltValue } from "../../helpers/buildGguf.ts";

const demo = readFileSync(new URL("../../../resources/models/demo-support-v2.Q8_0.gguf", import.meta.url));

/** Reads all of `bytes` as a file of `fileBytes` bytes; a refusal comes back as its reason. */
function read(bytes: Uint8Array, fileBytes = bytes.length) {
  try {
    const header = parseHeader(bytes, fileBytes);
    return "neededBytes" in header ? header : describeModel(header);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "not-a-model") throw error;
    return { reason: error.message, offset: error.details?.["offset"] ?? null };
  }
}

const withMetadata = (...more: [string | Uint8Array, BuiltValue][]): BuiltFile => ({ metadata: [...minimal.metadata, ...more] });
const oneTensor = (changes: Partial<(typeof minimal.tensors)[number]>): BuiltFile => ({ tensors: [{ ...minimal.tensors[0]!, ...changes }] });

describe("a GGUF header", () => {
  it("is read from a real file: architecture, context, parameters, types and template", () => {
    expect(read(demo)).toMatchObject({
      kind: "model", basename: "demo-support", version: "v2",
      chat: { bosToken: "<s>", eosToken: "<|im_end|>" },
      inspection: {
        architecture: "llama", contextLength: 4096, parameters: 3_672_320, quantization: "Q8_0", tensors: 38, sizeBytes: demo.length, findings: [],
        tensorTypes: [{ type: "Q8_0", tensors: 29, sizeBytes: 3_899_392 }, { type: "F32", tensors: 9, sizeBytes: 9216 }],
        estimate: { contextTokens: 4096, weightsBytes: 3_908_608, kvCacheBytes: 4096 * 4 * 2 * 128 * 2 },
      },
    });
  });

  it("asks for more bytes as long as the header goes on, and never for more than the header", () => {
    let lengthBytes = 16;
    let rounds = 0;
    for (; ; rounds++) {
      const header = parseHeader(demo.subarray(0, lengthBytes), demo.length);
      if (!("neededBytes" in header)) break;
      expect(header.neededBytes).toBeGreaterThan(lengthBytes);
      lengthBytes = header.neededBytes;
    }
    expect(rounds).toBeGreaterThan(100);
    expect(lengthBytes).toBeLessThan(100_000);
  });

  it("is valid in versions 2 and 3, with no dimensions, and without padding behind the last tensor", () => {
    expect(read(buildGguf({ version: 2 }))).toHaveProperty("inspection.parameters", 32);
    expect(read(buildGguf({ ...oneTensor({ dimensions: [] }), dataBytes: 4 }))).toHaveProperty("inspection.parameters", 1);
    expect(read(buildGguf({ ...oneTensor({ dimensions: [3n] }), dataBytes: 12 }))).toHaveProperty("inspection.parameters", 3);
  });

  const refusals: [what: string, file: Uint8Array, reason: RegExp][] = [
    ["noise", Buffer.from("8d30ff00fe57501234", "hex"), /It begins with the bytes 8d 30 ff 00 fe 57 50 12 instead of "GGUF"\./],
    ["a text", Buffer.from("Hello world, this is text"), /not a GGUF model\. It begins with "Hello wo"/],
    ["nothing", Buffer.alloc(0), /empty/],
    ["a zip archive", Buffer.from("PK\x03\x04aaaaaaaaaaaaaaaaaaa"), /zip archive/],
    ["a safetensors file", Buffer.concat([u64(100n), Buffer.from('{"__metadata__":{}}')]), /safetensors/],
    ["a pointer of Git LFS", Buffer.from("version https://git-lfs.github.com/spec/v1\n"), /Git LFS/],
    ["the magic alone", Buffer.from("GGUF"), /cut off/],
    ["version 1", buildGguf({ version: 1 }), /version 1/],
    ["version 4", buildGguf({ version: 4 }), /version 4/],
    ["big-endian bytes", buildGguf({ version: 0x0300_0000 }), /big-endian/],
    ["a file cut at 100 bytes", demo.subarray(0, 100), /ends at byte 100/],
    ["a file cut in its weights", demo.subarray(0, demo.length - 1), /data of tensor .* would end/],
    ["2^60 metadata entries", buildGguf({ metadataCount: 1n << 60n }), /claims 1152921504606846976 metadata entries/],
    ["2^60 tensors", buildGguf({ tensorCount: 1n << 60n }), /claims 1152921504606846976 tensors/],
    ["a string of 2^63 bytes", buildGguf(withMetadata(["x", { raw: { type: 8, bytes: u64(1n << 63n) } }])), /9223372036854775808 bytes long/],
    ["a key of 2^63 bytes", Buffer.concat([Buffer.from("GGUF"), u32(3), u64(0n), u64(1n), u64(1n << 63n)]), /9223372036854775808 bytes long/],
    ["an array of 2^60 strings", buildGguf(withMetadata(["x", { array: { type: 8, count: 1n << 60n, bytes: Buffer.alloc(0) } }])), /1152921504606846976 elements/],
    ["an array of 2^22 numbers that is not there", buildGguf(withMetadata(["x", { array: { type: 4, count: 1n << 22n, bytes: Buffer.alloc(0) } }])), /cut off/],
    ["an array of arrays", buildGguf(withMetadata(["x", { array: { type: 9, count: 1n, bytes: Buffer.concat([u32(4), u64(1n), u32(1)]) } }])), /array of arrays/],
    ["an array of an unknown type", buildGguf(withMetadata(["x", { array: { type: 99, count: 1n, bytes: u32(1) } }])), /unknown type 99/],
    ["an unknown type of value", buildGguf(withMetadata(["x", { raw: { type: 13, bytes: u32(1) } }])), /unknown type 13/],
    ["a key that stands twice", buildGguf(withMetadata(["general.architecture", { string: "llama" }])), /"general.architecture" stands in it twice/],
    ["a key without a name", buildGguf(withMetadata(["", { u32: 1 }])), /is empty/],
    ["a key with a NUL in it", buildGguf(withMetadata(["a\0b", { u32: 1 }])), /with a NUL/],
    ["a key that is not UTF-8", buildGguf(withMetadata([Buffer.from([0x61, 0xff]), { u32: 1 }])), /not valid UTF-8/],
    ["a text that is not UTF-8", buildGguf(withMetadata(["x", { string: Buffer.from([0xed, 0xa0, 0x80]) }])), /not valid UTF-8/],
    ["no architecture", buildGguf({ metadata: [] }), /architecture/],
    ["an architecture that is a number", buildGguf({ metadata: [["general.architecture", { u32: 1 }]] }), /not text/],
    ["an alignment of 24", buildGguf(withMetadata(["general.alignment", { u32: 24 }])), /power of two/],
    ["an alignment of 0", buildGguf(withMetadata(["general.alignment", { u32: 0 }])), /power of two/],
    ["a context length that is text", buildGguf({ metadata: [["general.architecture", { string: "llama" }], ["llama.context_length", { string: "9" }]] }), /not a count/],
    ["a context of 2^64 - 1 tokens", buildGguf({ metadata: [["general.architecture", { string: "llama" }], ["llama.context_length", { u64: 2n ** 64n - 1n }]] }), /context of/],
    ["a tensor behind the end", buildGguf(oneTensor({ offset: 1n << 40n })), /would end at byte/],
    ["a tensor's offset of 2^64 - 32", buildGguf(oneTensor({ offset: 2n ** 64n - 32n })), /would end at byte/],
    ["a tensor that is not aligned", buildGguf({ ...oneTensor({ offset: 4n }), dataBytes: 256 }), /not aligned/],
    ["a gap before a tensor", buildGguf({ ...oneTensor({ offset: 32n }), dataBytes: 256 }), /where 0 is expected/],
    ["overlapping tensors", buildGguf({ tensors: [minimal.tensors[0]!, { ...minimal.tensors[0]!, name: "b" }] }), /where 128 is expected/],
    ["a tensor that stands twice", buildGguf({ tensors: [minimal.tensors[0]!, { ...minimal.tensors[0]!, offset: 128n }], dataBytes: 256 }), /stands in it twice/],
    ["a dimension of 0", buildGguf(oneTensor({ dimensions: [32n, 0n] })), /dimension of 0/],
    ["dimensions that overflow", buildGguf(oneTensor({ dimensions: [1n << 32n, 1n << 32n] })), /claims .* elements/],
    ["dimensions whose product wraps to a small number", buildGguf(oneTensor({ dimensions: [1n << 63n, 2n, 1n] })), /claims .* elements/],
    ["5 dimensions", buildGguf(oneTensor({ dimensions: [1n, 1n, 1n, 1n, 32n] })), /5 dimensions/],
    ["a tensor type that was removed", buildGguf(oneTensor({ type: 31 })), /type 31/],
    ["rows that do not fill blocks", buildGguf(oneTensor({ type: 8, dimensions: [33n] })), /Q8_0 packs 32 at a time/],
    ["a tensor name of 64 bytes", buildGguf(oneTensor({ name: "n".repeat(64) })), /at most 63/],
    ["fewer scores than tokens", buildGguf(withMetadata(["tokenizer.ggml.tokens", strings(["a", "b"])], ["tokenizer.ggml.scores", f32s([1])])), /1 entries for 2 tokens/],
    ["tokens that are no texts", buildGguf(withMetadata(["tokenizer.ggml.tokens", i32s([1])])), /not a list of string/],
    ["scores that are texts", buildGguf(withMetadata(["tokenizer.ggml.tokens", strings(["a"])], ["tokenizer.ggml.scores", strings(["a"])])), /not a list of f32/],
    ["a chat template that is a number", buildGguf(withMetadata(["tokenizer.chat_template", { u32: 1 }])), /not text/],
  ];
  it.each(refusals)("refuses %s in one line", (_what, file, reason) => {
    const refusal = read(file);
    expect(refusal).toMatchObject({ reason: expect.stringMatching(reason) });
    expect((refusal as { reason: string }).reason).not.toMatch(/[\n\r\u2028]/);
  });

  it("shows names from the file without control or direction marks", () => {
    expect(read(buildGguf(oneTensor({ name: "a\u202eb\nc", dimensions: [0n] })))).toMatchObject({ reason: expect.stringContaining('"a\uFFFDb\uFFFDc"') });
  });

  it("never does anything but refuse cleanly, and within a second, when bytes are flipped or cut off", () => {
    const head = demo.subarray(0, 100_000);
    const flips = fc.array(fc.tuple(fc.nat(head.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 });
    // Most flips hit the vocabulary; the second kind hits counts, lengths and the tensor table.
    const early = fc.array(fc.tuple(fc.nat(1500), fc.nat(255)), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.oneof(flips, early), fc.option(fc.nat(head.length)), (changes, cutAt) => {
        const bytes = Uint8Array.from(head);
        for (const [at, value] of changes) bytes[at] = value;
        const startedAt = performance.now();
        const result = read(cutAt === null ? bytes : bytes.subarray(0, cutAt), cutAt ?? demo.length);
        expect(performance.now() - startedAt).toBeLessThan(1000);
        if ("reason" in result) expect(result.reason.length).toBeLessThan(400);
      }),
      { numRuns: 2000 },
    );
  });
});
