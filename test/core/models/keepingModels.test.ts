import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { resolveSampling } from "../../../electron/core/gateway/resolveSampling.ts";
import { createLoadRecords } from "../../../electron/core/models/runtime/loadRecords.ts";
import { createUpkeep } from "../../../electron/core/models/runtime/upkeep.ts";
import { createRuntimes } from "../../../electron/core/models/runtimes.ts";
import { AppError } from "../../../shared/errors.ts";
import { defaultModelSettings, type ModelSettings } from "../../../shared/schemas/model.ts";
import { scriptedLlama, type Script } from "../../helpers/scriptedLlama.ts";
import { until } from "../../helpers/until.ts";
import { openLibrary } from "./openLibrary.ts";

const never = new AbortController().signal;
const tooMuch = new AppError("model-load-failed", "It needs 9 GB of memory, and 1 GB are free.", { fix: "Lower the context.", details: { neededBytes: 9e9, freeBytes: 1e9 } });

/** The embedded models of a real library, with scripted processes, over a real database. `memory`: what each model needs, and what there is. */
function open(script: Script = {}, memory?: { need: number; total: number }) {
  const { library, db } = openLibrary();
  const llama = scriptedLlama(script);
  const needed = memory && { needOf: async () => memory.need, freeBytes: () => memory.total - llama.seen.alive * memory.need };
  const start = () => createRuntimes({ library, start: llama.start, gpu: () => "off", records: createLoadRecords({ db, machine: "here", now: Date.now }), ...(needed && { memory: needed }) });
  const runtimes = start();
  onTestFinished(() => runtimes.close());
  const [first, second] = library.list().map(({ id }) => id) as [string, string];

  async function answer(id: string, from = runtimes): Promise<void> {
    const steps = from.ready(id, never);
    let step = await steps.next();
    while (!step.done) step = await steps.next();
    for await (const _ of step.value.generate({ promptTokens: [1], sampling: resolveSampling({}) }, never));
  }
  return { library, llama, runtimes, first, second, answer, start, set: (id: string, settings: Partial<ModelSettings>) => library.update(id, { settings: { ...library.get(id).settings, ...settings } }) };
}

describe("settings that fail", () => {
  it("give way to those that answered last, and the state says which failed, why, and what runs instead", async () => {
    let isFull = false;
    const { llama, runtimes, first, answer, set, library } = open({ onLoad: async () => { if (isFull) { isFull = false; throw tooMuch; } } });
    set(first, { contextTokens: 1024 });
    await answer(first);
    await until(() => runtimes.state(first).state === "loaded");
    await runtimes.unload(first);
    isFull = true;
    set(first, { contextTokens: 1_000_000 });
    await answer(first);
    const notice = { kind: "last-good", what: "It runs with its last good settings: context 1,024 instead of 1,000,000.", why: expect.stringContaining("It needs 9 GB of memory, and 1 GB are free."), fix: "Lower the context." };
    expect(runtimes.state(first)).toMatchObject({ state: "loaded", notices: [notice] });
    expect(library.get(first).settings.contextTokens).toBe(1_000_000);

    // Not tried again by itself; by a person they are.
    await runtimes.unload(first);
    const { started } = llama.seen;
    await answer(first);
    expect(llama.seen.started).toBe(started + 1);
    expect(runtimes.state(first)).toMatchObject({ state: "loaded", notices: [notice] });
    await runtimes.load(first, never);
    expect(runtimes.state(first)).toMatchObject({ state: "loaded", notices: [] });
  });

  it("are not loaded by themselves after a restart, only when someone asks; the last good ones are offered", async () => {
    let isFull = false;
    const { first, runtimes, answer, set, start } = open({ onLoad: async () => { if (isFull) throw tooMuch; } });
    set(first, { contextTokens: 1024, isPinned: true });
    await answer(first);
    await delay(20);
    isFull = true;
    await runtimes.unload(first);
    await expect(runtimes.load(first, never)).rejects.toMatchObject({ details: { neededBytes: 9e9, freeBytes: 1e9 } });
    expect(runtimes.state(first)).toMatchObject({ state: "failed", lastGood: { contextTokens: 1024 } });

    const after = start();
    onTestFinished(() => after.close());
    expect(after.state(first)).toMatchObject({ state: "failed", isHeld: true, error: { code: "model-load-failed" }, lastGood: { contextTokens: 1024 } });
    await after.loadPinned(never);
    await expect(after.readyIfWell(first, never).next()).rejects.toMatchObject({ code: "model-load-failed" });
    expect(after.state(first)).toMatchObject({ state: "failed", isHeld: true });
    isFull = false;
    await answer(first, after);
    expect(after.state(first).state).toBe("loaded");
  });
});

describe("memory", () => {
  it("is made for a model by unloading the one that nobody asked for longest", async () => {
    const { llama, runtimes, first, second, answer } = open({}, { need: 4e9, total: 6e9 });
    await answer(first);
    await answer(second);
    expect([runtimes.state(first).state, runtimes.state(second).state]).toEqual(["unloaded", "loaded"]);
    expect(llama.seen.alive).toBe(1);
  });

  it("is not taken from a model that is pinned or answers: the error names what is needed and free", async () => {
    const { runtimes, first, second, answer, set } = open({ answer: ["Hel", "hang"] }, { need: 4e9, total: 6e9 });
    set(first, { isPinned: true });
    await runtimes.load(first, never);
    const message = expect.stringContaining("It needs 4.0 GB of memory, and 2.0 GB are free.");
    await expect(runtimes.load(second, never)).rejects.toMatchObject({ code: "model-load-failed", message, details: { neededBytes: 4e9, freeBytes: 2e9 } });
    set(first, { isPinned: false });
    answer(first).catch(() => {});
    await until(() => { const state = runtimes.state(first); return state.state === "loaded" && state.busySlots === 1; });
    await expect(runtimes.load(second, never)).rejects.toMatchObject({ message });
    expect(runtimes.state(first).state).toBe("loaded");
  });

  it("is counted for models that load at the same time", async () => {
    const { llama, runtimes, first, second } = open({ onLoad: () => delay(50) }, { need: 4e9, total: 6e9 });
    const loads = await Promise.allSettled([runtimes.load(first, never), runtimes.load(second, never)]);
    expect(loads.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(llama.seen.started).toBe(1);
  });
});

it("looks after idle models only: unloads those whose time is over, and asks all whether they are well", async () => {
  const calls: string[] = [];
  const runtime = (name: string, idleMs: number | null) => ({ idleMs: () => idleMs, unload: async () => void calls.push(`unload ${name}`), checkHealth: async () => void calls.push(`check ${name}`) });
  const settings = (id: string) => ({ ...defaultModelSettings, keepAliveMinutes: id === "forever" ? null : 1, isPinned: id === "pinned" });
  const runtimes = new Map([["short", runtime("short", 61_000)], ["young", runtime("young", 59_000)], ["busy", runtime("busy", null)], ["forever", runtime("forever", 1e9)], ["pinned", runtime("pinned", 1e9)]]);
  const upkeep = createUpkeep({ runtimes, settingsOf: settings, everyMs: 5, healthEveryMs: 8 });
  await until(() => calls.includes("check pinned"));
  upkeep.stop();
  expect(new Set(calls.filter((call) => call.startsWith("unload")))).toEqual(new Set(["unload short"]));
  expect(calls).toContain("check short");
});
