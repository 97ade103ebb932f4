import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { startLlamaProcess } from "../../../electron/core/models/llamaProcess.ts";

/** A program of its own in a folder with a name that trips careless code. */
function start(program: string) {
  const folder = mkdtempSync(join(tmpdir(), "tapedeck blank é#%'-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const entry = join(folder, "program.mjs");
  writeFileSync(entry, program);
  const llama = startLlamaProcess(entry);
  onTestFinished(() => llama.stop());
  return llama;
}

describe("a model's process", () => {
  it("says with what it ended, and what it said last, when it can't start", async () => {
    const { ended, client } = start(`console.error("first"); console.error("GGML_ASSERT(n > 0) failed"); process.exit(7);`);
    await expect(client.model.memory({})).rejects.toMatchObject({ code: "connection-lost" });
    expect(await ended).toBe("it ended with exit code 7; it last said: first / GGML_ASSERT(n > 0) failed");
  });

  it("can't be asked any more as soon as it is gone, also while its last words are waited for", async () => {
    const { lost, ended } = start(`
      import { spawn } from "node:child_process";
      spawn("sleep", ["1"], { stdio: ["ignore", "ignore", "inherit"] });
      setTimeout(() => process.exit(7), 50);`);
    let isExplained = false;
    void ended.then(() => (isExplained = true));
    await lost;
    expect(isExplained).toBe(false);
    expect(await ended).toBe("it ended with exit code 7");
  });

  it("keeps only the end of a flood of messages", async () => {
    const { ended } = start(`process.stderr.write("x".repeat(5_000_000), () => process.kill(process.pid, "SIGABRT"));`);
    const cause = await ended;
    expect(cause).toContain("it was killed by SIGABRT");
    expect(cause.length).toBeLessThan(2200);
  });

  it("is killed when it does not end by its pipe", async () => {
    const { stop, ended, isStopped } = start(`process.on("disconnect", () => {}); setInterval(() => {}, 1000);`);
    const startedAt = performance.now();
    await stop();
    expect(isStopped()).toBe(true);
    expect(await ended).toBe("it was killed by SIGKILL");
    expect(performance.now() - startedAt).toBeGreaterThan(1900);
  });
});
