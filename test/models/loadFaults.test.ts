import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { defaultModelSettings } from "../../shared/schemas/model.ts";
import { childrenOf, isRunning } from "../helpers/processes.ts";
import { tempFolder } from "../helpers/tempFolder.ts";
import { until } from "../helpers/until.ts";
import { demoPath, pathOf } from "./demoModel.ts";
import { openRuntimes } from "./openRuntimes.ts";

const never = new AbortController().signal;
const v1 = pathOf("resources/models/demo-support-v1.Q8_0.gguf");
const question = "<|im_start|>user\nWhere is my order 4821?<|im_end|>\n<|im_start|>assistant\n";

describe("a load that goes wrong", () => {
  it("three times by kill -9 leaves the others alone, names needed and free memory, offers what worked, and is not tried by itself after a restart", async () => {
    const folder = tempFolder();
    const { add, ask, runtimes, set, close } = openRuntimes({ folder });
    const [id, other] = [await add(demoPath, { isPinned: true, contextTokens: 1024 }), await add(v1)];
    await ask(id, question);
    await ask(other, question);
    await until(() => runtimes.state(id).state === "loaded");
    await new Promise((resolve) => setTimeout(resolve, 300));
    const [otherState] = [runtimes.state(other)];
    const otherPid = otherState.state === "loaded" ? otherState.runtime.pid : 0;
    for (let round = 0; round < 3; round++) {
      await runtimes.unload(id);
      const loading = runtimes.load(id, never);
      loading.catch(() => {});
      const fresh = () => childrenOf(process.pid).filter((pid) => pid !== otherPid && isRunning(pid));
      await until(() => fresh().length > 0);
      for (const pid of fresh()) process.kill(pid, "SIGKILL");
      await expect(loading).rejects.toMatchObject({ code: "model-load-failed", message: expect.stringMatching(/killed by SIGKILL.* It needs about \d+ MB, and .* were free\./), details: { neededBytes: expect.any(Number), freeBytes: expect.any(Number) } });
      expect(runtimes.state(id)).toMatchObject({ state: "failed", lastGood: { contextTokens: 1024 } });
      expect(await ask(other, question)).not.toBe("");
    }
    set(id, { keepAliveMinutes: 5 });
    await close();

    const after = openRuntimes({ folder });
    expect(after.runtimes.state(id)).toMatchObject({ state: "failed", isHeld: true, error: { message: expect.stringContaining("SIGKILL") }, lastGood: { contextTokens: 1024 } });
    await after.runtimes.loadPinned(never);
    expect(after.runtimes.state(id)).toMatchObject({ state: "failed", isHeld: true });
    expect(await after.ask(id, question)).not.toBe("");
  });

  it("for want of memory falls back to the settings that worked, and says what they are", async () => {
    const { add, ask, runtimes, set, fit } = openRuntimes();
    const id = await add(demoPath, { contextTokens: 1024 });
    const text = await ask(id, question);
    await expect.poll(async () => (await fit({ id })).measured).not.toBeNull();
    set(id, { contextTokens: 10_000_000, slots: 64 });
    const judged = await fit({ id });
    expect(judged).toMatchObject({ verdict: "too-large", reason: expect.stringMatching(/needs [\d.]+ GB of memory, and [\d.]+ GB are free/), lastGood: { contextTokens: 1024 } });
    expect(judged.suggestions.length).toBeGreaterThan(0);
    for (const { settings } of judged.suggestions) expect((await fit({ id, settings })).verdict).toBe("fits");
    expect(await ask(id, question)).toBe(text);
    expect(runtimes.state(id)).toMatchObject({
      state: "loaded", runtime: { contextTokens: 1024 },
      notices: [{ kind: "last-good", what: "It runs with its last good settings: context 1,024 instead of 10,000,000, slots 2 instead of 64.", why: expect.stringMatching(/needs [\d.]+ GB .* free/) }],
    });
  });

  it.skipIf(!existsSync("/usr/bin/prlimit"))("under a limit of address space below the model's need names both numbers, and the app lives on", async () => {
    const { add, runtimes } = openRuntimes({ entry: pathOf("test/models/limitedLlama.ts") });
    const id = await add(demoPath, { slots: 16, contextTokens: 4096 });
    await expect(runtimes.load(id, never)).rejects.toMatchObject({ code: "model-load-failed", message: expect.stringMatching(/needs \d+ MB|needs about \d+ MB|needs [\d.]+ GB/), details: { neededBytes: expect.any(Number), freeBytes: expect.any(Number) } });
    expect(runtimes.state(id)).toMatchObject({ state: "failed" });
  });
});

it("a process that stands still while it is idle is ended and started anew", { timeout: 60_000 }, async () => {
  const { add, ask, replicas, runtimes } = openRuntimes();
  const id = await add(demoPath, { ...defaultModelSettings, gpu: "off", threads: 1 });
  await ask(id, question);
  const [{ pid } = { pid: 0 }] = replicas(id);
  process.kill(pid, "SIGSTOP");
  await runtimes.checkHealth(500);
  await until(() => !isRunning(pid), 10_000);
  expect(await ask(id, question)).not.toBe("");
  expect(replicas(id)[0]!.pid).not.toBe(pid);
});
