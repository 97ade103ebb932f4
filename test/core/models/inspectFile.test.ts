import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inspectFile } from "../../../electron/core/models/inspectFile.ts";
import { Inspection } from "../../../shared/schemas/model.ts";
import { buildGguf, i32s, minimal, strings, u32, u64, type BuiltValue } from "../../helpers/buildGguf.ts";

const demoPath = fileURLToPath(new URL("../../../resources/models/demo-support-v1.Q8_0.gguf", import.meta.url));
const modulePath = fileURLToPath(new URL("../../../electron/core/models/inspectFile.ts", import.meta.url));

describe("inspecting a file", () => {
  let folder: string;
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "tapedeck inspect é#%'-"))));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, bytes: Uint8Array | string) => (writeFileSync(join(folder, name), bytes), join(folder, name));
  const model = (name: string, ...metadata: [string, BuiltValue][]) => file(name, buildGguf({ metadata: [...minimal.metadata, ...metadata] }));

  it("gives what the schema of `models inspect` promises", async () => {
    expect(Inspection.parse(await inspectFile(demoPath))).toMatchObject({ valid: true, name: "Pinemoor Support Demo v1", quantization: "Q8_0", tensors: 38 });
  });

  it("reads through a symbolic link, and a name without an ending and with odd characters", async () => {
    symlinkSync(demoPath, join(folder, "sha256-0f3a"));
    expect(await inspectFile(join(folder, "sha256-0f3a"))).toHaveProperty("valid", true);
  });

  it("says of a missing file, a dangling link, a folder and a device what they are, without opening them", async () => {
    symlinkSync(join(folder, "nowhere"), join(folder, "dangling"));
    mkdirSync(join(folder, "folder.gguf"));
    expect(await inspectFile(join(folder, "nothing"))).toEqual({ valid: false, reason: expect.stringContaining("no file"), offset: null });
    expect(await inspectFile(join(folder, "dangling"))).toEqual({ valid: false, reason: expect.stringContaining("no file"), offset: null });
    expect(await inspectFile(join(folder, "folder.gguf"))).toEqual({ valid: false, reason: expect.stringContaining("a folder"), offset: null });
    expect(await inspectFile("/dev/null")).toEqual({ valid: false, reason: expect.stringContaining("a device"), offset: null });
    expect(await inspectFile("a\0b")).toEqual({ valid: false, reason: expect.stringContaining("path"), offset: null });
    expect(await inspectFile("x".repeat(5000))).toEqual({ valid: false, reason: expect.stringContaining("path"), offset: null });
  });

  it.skipIf(process.platform === "win32")("does not wait for a pipe that nobody writes to", async () => {
    execFileSync("mkfifo", [join(folder, "pipe")]);
    expect(await inspectFile(join(folder, "pipe"))).toEqual({ valid: false, reason: expect.stringContaining("a pipe"), offset: null });
  });

  it.skipIf(process.platform === "win32" || process.getuid?.() === 0)("names the missing permission", async () => {
    const path = model("secret.gguf");
    chmodSync(path, 0);
    expect(await inspectFile(path)).toEqual({ valid: false, reason: expect.stringContaining("permission"), offset: null });
  });

  it("finds a vocabulary without byte tokens, on which native code aborts", async () => {
    const path = model("no-bytes.gguf", ["tokenizer.ggml.model", { string: "llama" }], ["tokenizer.ggml.tokens", strings(["<unk>", "a"])], ["tokenizer.ggml.token_type", i32s([2, 1])]);
    expect(await inspectFile(path)).toMatchObject({ valid: true, findings: expect.arrayContaining([expect.objectContaining({ severity: "danger", what: "Vocabulary without byte tokens" })]) });
  });

  it("refuses a vocabulary that has a text twice, and allows empty texts", async () => {
    expect(await inspectFile(model("repeated.gguf", ["tokenizer.ggml.tokens", strings(["a", "b", "c", "b"])]))).toMatchObject({ valid: false, reason: expect.stringContaining("tokens 1 and 3"), offset: expect.any(Number) });
    expect(await inspectFile(model("nul.gguf", ["tokenizer.ggml.tokens", strings(["a", "a\0b"])]))).toMatchObject({ valid: false, reason: expect.stringContaining("tokens 0 and 1") });
    expect(await inspectFile(model("empty.gguf", ["tokenizer.ggml.tokens", strings(["", "b", ""])]))).toMatchObject({ valid: true });
  });

  it("finds tensors whose sizes the header does not explain, on which native code aborts", async () => {
    const tensors = ["blk.0.attn_q.weight", "blk.0.ffn_up.weight"].map((name, index) => ({ name, dimensions: [32n], type: 0, offset: BigInt(index * 128) }));
    const path = file("unexplained.gguf", buildGguf({ tensors, dataBytes: 256 }));
    expect(await inspectFile(path)).toMatchObject({ valid: true, refusal: expect.stringContaining("Incomplete description"), findings: expect.arrayContaining([expect.objectContaining({ why: expect.stringContaining("llama.attention.head_count and llama.feed_forward_length") })]) });
  });

  it("finds a LoRA adapter, a part of a split model, a vocabulary without weights, and a quantization that is not what the file says", async () => {
    const why = async (path: string) => { const found = await inspectFile(path); return found.valid ? found.findings.map(({ why }) => why).join(" ") : found.reason; };
    expect(await why(model("lora.gguf", ["general.type", { string: "adapter" }]))).toContain("LoRA adapter");
    expect(await why(model("part.gguf", ["split.count", { u32: 3 }]))).toContain("split model");
    expect(await why(file("vocabulary.gguf", buildGguf({ tensors: [] })))).toContain("vocabulary only");
    expect(await why(model("wrong.gguf", ["general.file_type", { u32: 7 }]))).toContain("says Q8_0");
  });

  it("takes under a second for the longest header that it reads at all", async () => {
    const count = 1_200_000;
    const array: BuiltValue = { array: { type: 8, count: BigInt(count), bytes: new Uint8Array(count * 8) } };
    const path = model("long.gguf", ["a", array], ["b", array], ["c", array], ["d", array], ["e", array], ["f", array]);
    const startedAt = performance.now();
    expect(await inspectFile(path)).toHaveProperty("valid", true);
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });

  it("refuses a header over 64 MiB without reading it all", async () => {
    const count = 4_000_000;
    const array = { type: 8, bytes: Buffer.concat([u64(1n << 20n), Buffer.alloc(1 << 20)]) };
    const many: [string, BuiltValue][] = Array.from({ length: 65 }, (_, index) => [`k${index}`, { raw: array }]);
    expect(await inspectFile(model("huge.gguf", ...many))).toMatchObject({ valid: false, reason: expect.stringContaining("longer than") });
    expect(await inspectFile(model("many.gguf", ["a", { array: { type: 10, count: BigInt(count), bytes: u32(0) } }]))).toMatchObject({ valid: false });
  });

  it("loads no native code, no database and no schema library: beside our own only the parser of templates", () => {
    const script = `
      import { registerHooks } from "node:module";
      const loaded = [];
      registerHooks({ resolve: (name, context, next) => { const found = next(name, context); loaded.push(found.url); return found; } });
      const { inspectFile } = await import(${JSON.stringify(modulePath)});
      const { valid } = await inspectFile(${JSON.stringify(demoPath)});
      const ours = loaded.filter((url) => url.startsWith("file:")).length;
      console.log(JSON.stringify({ valid, ours: ours > 10, packages: [...new Set(loaded.flatMap((url) => /node_modules\\/(@[^/]+\\/[^/]+|[^/]+)/.exec(url)?.[1] ?? []))], addons: process.report.getReport().sharedObjects.filter((name) => name.endsWith(".node")) }));`;
    const printed = execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
    expect(JSON.parse(printed)).toEqual({ valid: true, ours: true, packages: ["@huggingface/jinja"], addons: [] });
  });
});
