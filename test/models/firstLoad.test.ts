import { copyFileSync, writeFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { startLlamaProcess } from "../../electron/core/models/llamaProcess.ts";
import { tryLoad } from "../../electron/core/models/quarantine/tryLoad.ts";
import { tempFolder } from "../helpers/tempFolder.ts";
import { demoPath, llamaEntry } from "./demoModel.ts";

const never = new AbortController().signal;

it("loads a file in a process of its own that answers and is gone afterwards", async () => {
  const path = join(tempFolder(), "copy.gguf");
  copyFileSync(demoPath, path);
  let isGone = false;
  const start = () => {
    const child = startLlamaProcess(llamaEntry);
    void child.ended.then(() => (isGone = true));
    return child;
  };
  expect(await tryLoad(path, start, never)).toBeNull();
  expect(isGone).toBe(true);
});

it("names why llama.cpp aborts on a file, and the test's own process goes on", async () => {
  const path = join(tempFolder(), "aborts.gguf");
  const bytes = readFileSync(demoPath);
  const at = bytes.indexOf("llama.feed_forward_length");
  bytes.write("x", at + 5);
  writeFileSync(path, bytes);
  const reason = await tryLoad(path, () => startLlamaProcess(llamaEntry), never);
  expect(reason).toContain("SIGABRT");
  expect(reason).toContain("GGML_ASSERT");
});
