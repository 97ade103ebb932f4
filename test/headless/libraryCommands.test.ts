import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildGguf, minimal, type BuiltTensor } from "../helpers/buildGguf.ts";
import { splitGguf } from "../helpers/splitGguf.ts";
import { tapedeck } from "../helpers/tapedeck.ts";

const demo = fileURLToPath(new URL("../../resources/models/demo-support-v2.Q8_0.gguf", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "tapedeck library b#%'é-"));
const lora = join(folder, "models", "tone.gguf");
const loraTensors: BuiltTensor[] = ["a", "b"].map((half, index) => ({ name: `token_embd.weight.lora_${half}`, dimensions: [32n], type: 0, offset: BigInt(index * 128) }));
let parts: string[] = [];
const run = (...args: string[]) => tapedeck([...args, "--data", join(folder, "data")]);

beforeAll(() => {
  mkdirSync(join(folder, "models"));
  parts = splitGguf(demo, 3, join(folder, "models"), "whole-v7");
  writeFileSync(lora, buildGguf({ metadata: [...minimal.metadata, ["general.type", { string: "adapter" }], ["adapter.type", { string: "lora" }]], tensors: loraTensors, dataBytes: 256 }));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("the library on the command line", () => {
  it("finds files, imports a split model by any part and an adapter as one, and lists them with family, version and kind", async () => {
    const scanned = await run("models", "scan", join(folder, "models"));
    expect(scanned).toMatchObject({ code: 0 });
    expect(scanned.stdout.split("\n").filter(Boolean).map((line) => line.split(/\s{2,}/).slice(0, 3))).toEqual([["adapter", "folder", "tone.gguf"], ["model", "folder", "whole-v7-00001-of-00003.gguf"]]);

    expect(await run("models", "import", parts[2]!, lora)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^whole-v7 .*\ntone /) });
    const { stdout } = await run("models", "list");
    expect(stdout).toMatch(/^whole-v7 +demo-support v2 +model +Q8_0 .*ready .*whole-v7-00001-of-00003\.gguf \(3 parts\)$/m);
    expect(stdout).toMatch(/^tone +tone +adapter +F32 /m);
    const known = JSON.parse((await run("models", "scan", join(folder, "models"), "--json")).stdout) as { modelId: string | null }[];
    expect(known.map(({ modelId }) => modelId)).toEqual([expect.stringMatching(/^mdl_/), expect.stringMatching(/^mdl_/)]);
  }, 60_000);

  it("says what is missing of a split model, and that an adapter can't answer by itself", async () => {
    rmSync(parts[1]!);
    const missing = await run("models", "import", parts[0]!, "--json");
    expect(missing.code).toBe(2);
    expect(JSON.parse(missing.stdout)).toMatchObject({ error: { code: "not-a-model", message: expect.stringContaining("a part is missing: whole-v7-00002-of-00003.gguf") } });
    const asked = await run("chat", "Hello", "--model", "tone");
    expect(asked).toMatchObject({ code: 2, stderr: expect.stringContaining("tone is a LoRA adapter") });
  }, 60_000);
});
