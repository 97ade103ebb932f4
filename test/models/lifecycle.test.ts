import { describe, expect, it } from "vitest";
import { isRunning } from "../helpers/processes.ts";
import { until } from "../helpers/until.ts";
import { demoPath, pathOf } from "./demoModel.ts";
import { openRuntimes } from "./openRuntimes.ts";

const v1 = pathOf("resources/models/demo-support-v1.Q8_0.gguf");
const question = "<|im_start|>user\nWhere is my order 4821?<|im_end|>\n<|im_start|>assistant\n";

describe("a model's processes", () => {
  it("are started once for fifty requests at a time, and share them out", async () => {
    const { add, ask, replicas, runtimes } = openRuntimes();
    const id = await add(demoPath, { replicas: 2, slots: 2 });
    const pids = new Map<number, number>();
    const texts = await Promise.all(Array.from({ length: 50 }, () => ask(id, question, 8, (type, pid) => type === "started" && pids.set(pid, (pids.get(pid) ?? 0) + 1))));
    expect(new Set(texts).size).toBe(1);
    await until(() => replicas(id).length === 2, 20_000);
    await Promise.all(Array.from({ length: 20 }, () => ask(id, question, 8, (type, pid) => type === "started" && pids.set(pid, (pids.get(pid) ?? 0) + 1))));
    expect(new Set(pids.keys())).toEqual(new Set(replicas(id).map(({ pid }) => pid)));
    expect(Math.min(...pids.values())).toBeGreaterThanOrEqual(8);
    expect(runtimes.state(id)).toMatchObject({ state: "loaded", busySlots: 0, queued: 0, notices: [] });
  });

  it("go on answering when one of them is killed, which is started anew", async () => {
    const { add, ask, replicas } = openRuntimes();
    const id = await add(demoPath, { replicas: 2 });
    await ask(id, question);
    await until(() => replicas(id).length === 2, 20_000);
    const [first] = replicas(id);
    process.kill(first!.pid, "SIGKILL");
    await until(() => replicas(id).length === 1);
    expect(await ask(id, question)).not.toBe("");
    await until(() => replicas(id).length === 2, 20_000);
    expect(replicas(id).map(({ pid }) => pid)).not.toContain(first!.pid);
  });

  it("are as many as were measured to be best, where nobody set their number", async () => {
    const { add, ask, replicas, fit } = openRuntimes({ best: { replicas: 2, threads: 1 } });
    const id = await add(demoPath, { threads: null });
    await ask(id, question);
    await until(() => replicas(id).length === 2, 20_000);
    expect((await fit({ id })).resolved).toMatchObject({ replicas: 2, threads: 1 });
  });

  it("leave memory when nobody asked them for their time, unless the model is pinned", async () => {
    const { add, ask, runtimes, replicas, set } = openRuntimes();
    const [short, pinned] = [await add(demoPath, { keepAliveMinutes: 0.02 }), await add(v1, { keepAliveMinutes: 0.02, isPinned: true })];
    await Promise.all([ask(short, question), ask(pinned, question)]);
    const [{ pid } = { pid: 0 }] = replicas(short);
    await until(() => runtimes.state(short).state === "unloaded", 10_000);
    await until(() => !isRunning(pid));
    expect(runtimes.state(pinned).state).toBe("loaded");
    set(pinned, { isPinned: false });
    await until(() => runtimes.state(pinned).state === "unloaded", 10_000);
  });

  it("are loaded at start where the model is pinned", async () => {
    const { add, runtimes } = openRuntimes();
    const [pinned, other] = [await add(demoPath, { isPinned: true }), await add(v1)];
    await runtimes.loadPinned(new AbortController().signal);
    expect(runtimes.state(pinned).state).toBe("loaded");
    expect(runtimes.state(other).state).toBe("unloaded");
  });

  it("keep the context in the type that was chosen", async () => {
    const { add, ask, runtimes } = openRuntimes();
    const id = await add(demoPath);
    const plain = await ask(id, question);
    for (const kvType of ["q8_0", "bf16"] as const) {
      const other = await add(v1, { kvType });
      expect(await ask(other, question)).not.toBe("");
      expect(runtimes.state(other)).toMatchObject({ state: "loaded", runtime: { kvType } });
    }
    expect(plain).not.toBe("");
  });
});
