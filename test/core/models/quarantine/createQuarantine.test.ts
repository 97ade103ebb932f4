import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { createQuarantine } from "../../../../electron/core/models/quarantine/createQuarantine.ts";
import { createFirstLoads } from "../../../../electron/core/models/quarantine/firstLoads.ts";
import { shippedHashes } from "../../../../electron/core/models/quarantine/shippedHashes.ts";
import { mainMigrations } from "../../../../electron/core/storage/main/migrations.ts";
import { openDatabase } from "../../../../electron/core/storage/openDatabase.ts";
import { AppError } from "../../../../shared/errors.ts";
import { oneModelLibrary } from "../../../helpers/oneModelLibrary.ts";
import { scriptedLlama, type Script } from "../../../helpers/scriptedLlama.ts";
import { tempFolder } from "../../../helpers/tempFolder.ts";

const demoPath = fileURLToPath(new URL("../../../../resources/models/demo-support-v1.Q8_0.gguf", import.meta.url));
const resources = fileURLToPath(new URL("../../../../resources", import.meta.url));
const sha256 = "ab".repeat(32);

function open(script: Script = {}, { known = new Set<string>() as ReadonlySet<string>, folder = tempFolder(), engine = "engine 1", hash = sha256 as string | null } = {}) {
  const db = openDatabase(join(folder, "tapedeck.sqlite"), mainMigrations);
  onTestFinished(() => void db.close());
  const llama = scriptedLlama(script);
  const { library } = oneModelLibrary(demoPath, async () => ({ template: null, bosToken: "", eosToken: "" }), { sha256: hash });
  const model = library.list()[0]!;
  const quarantine = createQuarantine({ library, firstLoads: createFirstLoads({ db, engine }), start: llama.start, known, now: () => 1234 });
  return { quarantine, llama, id: model.id, state: () => quarantine.stateOf(model), reopen: (more: { engine?: string } = {}) => open(script, { known, folder, engine, ...more }) };
}

describe("the first load of a file", () => {
  it("is one in a process of its own, which answers and is ended, and happens once", async () => {
    const { quarantine, llama, id, state, reopen } = open();
    expect(state()).toEqual({ state: "untested" });
    expect(await quarantine.checkFile(id)).toBe(demoPath);
    expect(state()).toEqual({ state: "passed", at: 1234 });
    expect(llama.seen).toMatchObject({ started: 1, alive: 0 });
    expect(llama.requests).toHaveLength(1);
    await quarantine.checkFile(id);
    expect(llama.seen.started).toBe(1);

    const later = reopen();
    expect(later.state()).toEqual({ state: "passed", at: 1234 });
    await later.quarantine.checkFile(later.id);
    expect(later.llama.seen.started).toBe(0);
    expect(reopen({ engine: "engine 2" }).state()).toEqual({ state: "untested" });
  });

  it("is shared by all who wait for the model", async () => {
    const { quarantine, llama, id } = open();
    await Promise.all([quarantine.checkFile(id), quarantine.checkFile(id), quarantine.checkFile(id)]);
    expect(llama.seen.started).toBe(1);
  });

  it("fails with the reason where the process dies, is remembered, and is tried again when asked for", async () => {
    const { quarantine, llama, id, state, reopen } = open({ onLoad: "die" });
    await expect(quarantine.checkFile(id)).rejects.toMatchObject({ code: "model-load-failed", message: expect.stringContaining("it was killed by SIGABRT") });
    expect(state()).toEqual({ state: "failed", at: 1234, reason: "it was killed by SIGABRT" });
    expect(reopen().state()).toMatchObject({ state: "failed" });
    await expect(quarantine.checkFile(id)).rejects.toThrow("SIGABRT");
    expect(llama.seen).toMatchObject({ started: 2, alive: 0 });
  });

  it("fails where llama.cpp refuses the file, and says nothing of a file where memory is short", async () => {
    const refused = open({ onLoad: async () => { throw new AppError("model-load-failed", "unknown model architecture: 'x'"); } });
    await expect(refused.quarantine.checkFile(refused.id)).rejects.toThrow("unknown model architecture");
    expect(refused.state()).toMatchObject({ state: "failed" });
    const short = open({ onLoad: async () => { throw new AppError("model-load-failed", "It needs 9 GB", { details: { neededBytes: 9, freeBytes: 1 } }); } });
    await expect(short.quarantine.checkFile(short.id)).rejects.toThrow("It needs 9 GB");
    expect(short.state()).toEqual({ state: "untested" });
  });

  it("ends with its process when it is cancelled, and says nothing of the file", async () => {
    const cancel = new AbortController();
    const { quarantine, llama, id, state } = open({ onLoad: (signal) => new Promise((_, reject) => { signal.addEventListener("abort", () => reject(new Error("aborted"))); cancel.abort(new AppError("cancelled", "Not any more.")); }) });
    await expect(quarantine.checkFile(id, cancel.signal)).rejects.toThrow("Not any more.");
    expect(llama.seen.alive).toBe(0);
    expect(state()).toEqual({ state: "untested" });
  });

  it("is remembered for a file whose hash is not known yet, as long as Tapedeck runs", async () => {
    const { quarantine, llama, id, state, reopen } = open({}, { hash: null });
    await quarantine.checkFile(id);
    await quarantine.checkFile(id);
    expect(llama.seen.started).toBe(1);
    expect(state()).toMatchObject({ state: "passed" });
    expect(reopen().state()).toEqual({ state: "untested" });
  });

  it("is left out for the models that come with Tapedeck", async () => {
    const known = shippedHashes(resources);
    expect(known.size).toBe(2);
    const { quarantine, llama, id, state } = open({}, { known, hash: [...known][0]! });
    expect(state()).toEqual({ state: "known" });
    expect(await quarantine.checkFile(id)).toBe(demoPath);
    expect(llama.seen.started).toBe(0);
  });
});
