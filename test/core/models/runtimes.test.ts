import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { resolveSampling } from "../../../electron/core/gateway/resolveSampling.ts";
import { createModels } from "../../../electron/core/models/createModels.ts";
import type { Library } from "../../../electron/core/models/libraryApi.ts";
import { createRuntimes, type Runtimes } from "../../../electron/core/models/runtimes.ts";
import { AppError } from "../../../shared/errors.ts";
import { oneModelLibrary } from "../../helpers/oneModelLibrary.ts";
import { scriptedLlama, type Script } from "../../helpers/scriptedLlama.ts";
import { until } from "../../helpers/until.ts";

const never = new AbortController().signal;

function open(script: Script = {}) {
  const llama = scriptedLlama(script);
  const { library, change } = oneModelLibrary("/models/demo.gguf", async () => ({ template: null, bosToken: "", eosToken: "" }));
  const runtimes = createRuntimes({ library, start: llama.start, gpu: () => "off" });
  onTestFinished(() => runtimes.close());
  const { id } = library.list()[0]!;
  return { llama, library, change, runtimes, id, load: () => runtimes.load(id, never), state: () => runtimes.state(id) };
}
/** A load that goes on until it is cancelled. */
const forever = (signal: AbortSignal) => delay(60_000, undefined, { signal });

/** Reads an answer to its end. Gives what it failed with. */
async function answer(runtimes: Runtimes, id: string): Promise<unknown> {
  const steps = runtimes.ready(id, never);
  let step = await steps.next();
  while (!step.done) step = await steps.next();
  const release = step.value.hold();
  try {
    for await (const _ of step.value.generate({ promptTokens: [1], sampling: resolveSampling({}) }, never));
    return undefined;
  } catch (error) {
    return error;
  } finally {
    release();
  }
}

describe("the runtimes", () => {
  it("load a model once for all who ask at the same time", async () => {
    const { llama, load, state } = open();
    await Promise.all([load(), load(), load()]);
    expect(llama.seen.started).toBe(1);
    expect(state()).toMatchObject({ state: "loaded", busySlots: 0, queued: 0, runtime: { engine: "scripted" } });
  });

  it("tell what failed, refuse at once what asks again too soon, and try again when a person loads it", async () => {
    let faults = 1;
    const { llama, load, runtimes, id, state } = open({ onLoad: async () => { if (faults-- > 0) throw new AppError("model-load-failed", "out of memory", { fix: "Unload others." }); } });
    await expect(load()).rejects.toMatchObject({ code: "model-load-failed", message: "demo can't be loaded: out of memory", fix: "Unload others." });
    expect(state()).toMatchObject({ state: "failed", error: { code: "model-load-failed" } });
    await expect(runtimes.ready(id, never).next()).rejects.toMatchObject({ code: "model-load-failed" });
    expect(llama.seen).toMatchObject({ started: 1, alive: 0 });
    await load();
    expect(state().state).toBe("loaded");
  });

  it("name the cause when a process ends while it loads", async () => {
    const { load } = open({ onLoad: "die" });
    await expect(load()).rejects.toMatchObject({ code: "model-load-failed", message: "demo can't be loaded: its process ended, because it was killed by SIGABRT." });
  });

  it("end a load that a person gives up", async () => {
    const { llama, load, runtimes, id, state } = open({ onLoad: forever });
    const loading = load();
    loading.catch(() => {});
    await until(() => llama.seen.alive === 1);
    await runtimes.unload(id);
    await expect(loading).rejects.toMatchObject({ code: "cancelled" });
    expect(llama.seen.alive).toBe(0);
    expect(state()).toEqual({ state: "unloaded" });
  });

  it("let one who waits leave while the load goes on for the others", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { load, runtimes, id, state } = open({ onLoad: () => promise });
    const stop = new AbortController();
    const leaving = runtimes.load(id, stop.signal);
    const staying = load();
    stop.abort();
    await expect(leaving).rejects.toMatchObject({ code: "cancelled" });
    resolve();
    await staying;
    expect(state().state).toBe("loaded");
  });

  it("load again with settings that changed, and end what is no longer the library's", async () => {
    const { llama, load, change, library, state } = open();
    await load();
    change({ settings: { ...library.list()[0]!.settings, contextTokens: 777 } });
    await until(() => state().state === "loaded" && llama.seen.started === 2);
    expect(llama.seen.alive).toBe(1);
    change({ fileState: "changed" });
    await until(() => llama.seen.alive === 0);
    expect(state().state).toBe("unloaded");
  });

  it("say to one who waits that the file is another one now", async () => {
    const { llama, library, load, change, state } = open({ onLoad: forever });
    const loading = load();
    loading.catch(() => {});
    await until(() => llama.seen.alive === 1);
    library.checkFile = async () => { throw new AppError("model-changed", "demo can't be used: its file is another one now."); };
    change({ fileState: "changed" });
    await expect(loading).rejects.toMatchObject({ code: "model-changed", message: expect.stringContaining("another one now") });
    await until(() => llama.seen.alive === 0);
    expect(state()).toMatchObject({ state: "failed", error: { code: "model-changed" } });
  });

  it("show a crash as the model's state until the next request", async () => {
    const { llama, load, state } = open();
    await load();
    llama.crash();
    const cause = expect.stringContaining("it was killed by SIGKILL");
    await expect.poll(state).toMatchObject({ state: "failed", error: { code: "model-crashed", message: cause } });
    await load();
    expect(state().state).toBe("loaded");
  });

  it("start anew for who asks before the cause of a crash is known", async () => {
    const { llama, library } = open();
    const slow = { ...llama, start: () => { const process = llama.start(); return { ...process, ended: process.ended.then((cause) => delay(80, cause)) }; } };
    const runtimes = createRuntimes({ library, start: slow.start, gpu: () => "off" });
    onTestFinished(() => runtimes.close());
    const { id } = library.list()[0]!;
    await runtimes.load(id, never);
    llama.crash();
    await until(() => runtimes.state(id).state === "failed");
    await runtimes.load(id, never);
    expect(llama.seen).toMatchObject({ started: 2, alive: 1 });
    await delay(100);
    expect(runtimes.state(id).state).toBe("loaded");
  });

  it("end the answers of the process before, when the model is unloaded while it waits for them to load anew", async () => {
    const { llama, runtimes, id, change, library, state } = open({ answer: ["hang"] });
    const answering = answer(runtimes, id);
    await until(() => llama.seen.answering === 1);
    change({ settings: { ...library.list()[0]!.settings, contextTokens: 777 } });
    expect(state().state).toBe("loading");
    await runtimes.unload(id);
    expect(await answering).toMatchObject({ code: "cancelled" });
    expect(llama.seen).toMatchObject({ started: 1, alive: 0 });
    expect(state()).toEqual({ state: "unloaded" });
  });

  it("go on with the process of a model that turned out to be another one", async () => {
    const { llama, runtimes, id, load, library, change } = open();
    await load();
    const settings = library.list()[0]!.settings;
    change({ id: "mdl_known" });
    expect(runtimes.state(id)).toEqual({ state: "unloaded" });
    expect(runtimes.state("mdl_known").state).toBe("loaded");
    await runtimes.load("mdl_known", never);
    expect(llama.seen).toMatchObject({ started: 1, alive: 1 });
    change({ settings: { ...settings, contextTokens: 777 } });
    await until(() => runtimes.state("mdl_known").state === "loaded" && llama.seen.started === 2);
  });

  it("let the answers of a model end that turned out to be one that is loaded already", async () => {
    const { llama, runtimes, id, library, change } = open({ answer: Array.from({ length: 20 }, () => "x"), paceMs: 10 });
    const [known] = library.list();
    const get = library.get;
    library.get = (asked) => ({ ...get(asked), id: asked });
    await runtimes.load("mdl_known", never);
    const answering = answer(runtimes, id);
    await until(() => llama.seen.answering === 1);
    library.get = () => ({ ...known!, id: "mdl_known" });
    library.list = () => [library.get(id)];
    change({});
    change({});
    expect(llama.seen.alive).toBe(2);
    expect(await answering).toBeUndefined();
    await until(() => llama.seen.alive === 1);
    expect(runtimes.state("mdl_known").state).toBe("loaded");
  });

  it("merge into the list of models, which tells who watches", async () => {
    const { library, runtimes, id } = open();
    const models = createModels({ library: library as Library, runtimes });
    const stop = new AbortController();
    const states: string[] = [];
    const watching = (async () => {
      for await (const [model] of models.watch({}, stop.signal)) {
        states.push(model!.runtime.state);
        if (model!.runtime.state === "loaded") stop.abort();
      }
    })();
    await until(() => states.length === 1);
    await models.load({ id }, never);
    await watching;
    expect(states[0]).toBe("unloaded");
    expect(await models.unload({ id }, never)).toMatchObject({ id, runtime: { state: "unloaded" } });
  });
});
