import { copyFileSync, cpSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { blankModel, createModelTables } from "../../../electron/core/models/modelTables.ts";
import { defaultModelSettings } from "../../../shared/schemas/model.ts";
import { buildGguf, minimal, strings, type BuiltValue } from "../../helpers/buildGguf.ts";
import { openLibrary, openMain, ownFolder, resourcesFolder } from "./openLibrary.ts";

const demo = (version: string) => join(resourcesFolder, "models", `demo-support-${version}.Q8_0.gguf`);
const v2Hash = "6675f6c5e8e46e45385dfbf6e5103e975e527f20d1b8115b9edee6403f3d8a43";

/** A small model of its own bytes: `seed` goes into its metadata. */
function writeModel(folder: string, fileName: string, seed: string, ...metadata: [string, BuiltValue][]): string {
  writeFileSync(join(folder, fileName), buildGguf({ metadata: [...minimal.metadata, ["test.seed", { string: seed }], ...metadata] }));
  return join(folder, fileName);
}
/** The file's time is set an hour on, its bytes stay. */
const touch = (path: string) => utimesSync(path, new Date(), new Date(Date.now() + 3_600_000));

describe("the library of models", () => {
  it("has the two embedded models at first start, usable at once", async () => {
    const { library } = openLibrary();
    expect(library.list().map(({ name, version, location, fileState }) => ({ name, version, location, fileState }))).toEqual(
      ["v1", "v2"].map((version) => ({ name: `demo-support-${version}`, version, location: `embedded:demo-support-${version}.Q8_0.gguf`, fileState: "ready" })),
    );
    const v2 = await library.resolve("demo-support-v2");
    expect(v2).toMatchObject({ sha256: v2Hash, parameters: 3_672_320, contextLength: 4096, settings: defaultModelSettings });
    expect(await library.checkFile(v2.id)).toBe(demo("v2"));
    expect(await library.chatFormat(v2.id)).toMatchObject({ template: expect.stringContaining("<|im_start|>"), eosToken: "<|im_end|>" });
  });

  it("knows an imported file by its hash, and calls it as its user called it", async () => {
    const { library, folder } = openLibrary();
    let changes = 0;
    library.onChange(() => changes++);
    const path = writeModel(folder, "mail-writer-v3.Q4_K_M.gguf", "a");
    const { model, jobId, alreadyThere } = await library.import({ path });
    expect({ jobId, alreadyThere }).toEqual({ jobId: null, alreadyThere: false });
    expect(model).toMatchObject({ name: "mail-writer-v3", family: "mail-writer", version: "v3", location: path, fileState: "ready", sha256: expect.stringMatching(/^[0-9a-f]{64}$/), architecture: "llama", parameters: 32 });
    expect(changes).toBeGreaterThan(0);
    expect(await library.import({ path, family: "letters" })).toMatchObject({ model: { id: model.id, family: "letters" }, alreadyThere: true });
  });

  it("takes a path from the home folder", async () => {
    const { library, folder } = openLibrary();
    const path = writeModel(folder, "from-home.gguf", "h");
    vi.stubEnv(process.platform === "win32" ? "USERPROFILE" : "HOME", folder);
    try {
      expect((await library.import({ path: "~/from-home.gguf" })).model.location).toBe(path);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it("names a blob without an ending by its metadata, and finds it by the start of its hash", async () => {
    const { library, folder } = openLibrary();
    const path = writeModel(folder, "sha256-0f3a", "b", ["general.name", { string: "Tiny Helper" }], ["general.basename", { string: "helper" }], ["general.version", { string: "2" }]);
    const { model } = await library.import({ path });
    expect(model).toMatchObject({ name: "helper-2", family: "helper", version: "2" });
    expect(await library.resolve(model.sha256!.slice(0, 8).toUpperCase())).toEqual(model);
  });

  it("takes the same bytes in another place for the same model, and other bytes of the same name for another", async () => {
    const { library, folder } = openLibrary();
    const copy = join(folder, "demo-support-v2.Q8_0.gguf");
    copyFileSync(demo("v2"), copy);
    expect(await library.import({ path: copy })).toMatchObject({ alreadyThere: true, model: { name: "demo-support-v2", sha256: v2Hash, location: "embedded:demo-support-v2.Q8_0.gguf", otherLocations: [copy] } });
    const f16 = writeModel(folder, "demo-support-v2.F16.gguf", "c", ["general.file_type", { u32: 0 }]);
    expect((await library.import({ path: f16 })).model.name).toBe("demo-support-v2 F32");
    mkdirSync(join(folder, "two"));
    expect((await library.import({ path: writeModel(join(folder, "two"), "demo-support-v2.gguf", "d") })).model.name).toBe("demo-support-v2 F32 2");
    expect(library.list()).toHaveLength(4);
  });

  it("imports one file once, also when it is asked for twice at the same time", async () => {
    const { library, folder } = openLibrary();
    const path = writeModel(folder, "twice.gguf", "t");
    const [first, second] = await Promise.all([library.import({ path }), library.import({ path })]);
    expect(first.model.id).toBe(second.model.id);
    expect(library.list()).toHaveLength(3);
  });

  it("keeps the id of a model that turned out to be another one", () => {
    const tables = createModelTables(openMain(ownFolder()));
    const record = { ...blankModel, name: "a", family: "", version: "", sizeBytes: 1, architecture: "llama", parameters: 1, quantization: "F32", contextLength: 0, templateSha256: null, importedAt: 0 };
    for (const id of ["mdl_1", "mdl_2", "mdl_3"]) {
      tables.putModel({ ...record, id, sha256: id === "mdl_1" ? v2Hash : null });
      tables.putFile({ location: `/${id}`, modelId: id, state: "hashing", modifiedUs: 1, refusedUs: null, addedAt: 0 });
    }
    tables.merge("mdl_3", "mdl_2");
    tables.merge("mdl_2", "mdl_1");
    expect(tables.models()).toHaveLength(1);
    expect([tables.model("mdl_2")?.id, tables.model("mdl_3")?.id]).toEqual(["mdl_1", "mdl_1"]);
    expect(tables.filesOf("mdl_1")).toHaveLength(3);
  });

  it("goes on with a hash that was interrupted", async () => {
    const folder = ownFolder();
    const db = openMain(folder);
    const path = writeModel(folder, "interrupted.gguf", "i");
    const tables = createModelTables(db);
    tables.putModel({ ...blankModel, id: "mdl_1", name: "interrupted", family: "", version: "", sha256: null, sizeBytes: statSync(path).size, architecture: "llama", parameters: 32, quantization: "F32", contextLength: 0, templateSha256: null, importedAt: 0 });
    tables.putFile({ location: path, modelId: "mdl_1", state: "hashing", modifiedUs: Math.round(statSync(path).mtimeMs * 1000), refusedUs: null, addedAt: 0 });
    const { library } = openLibrary({ db, folder });
    await expect.poll(() => library.get("mdl_1").fileState).toBe("ready");
    expect(library.get("mdl_1").sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it("lets who waits for a file to be hashed again leave at once; the hash goes on", async () => {
    const folder = ownFolder();
    const db = openMain(folder);
    const path = join(folder, "touched.gguf");
    writeFileSync(path, "");
    truncateSync(path, 4_000_000_000);
    const tables = createModelTables(db);
    tables.putModel({ ...blankModel, id: "mdl_1", name: "touched", family: "", version: "", sha256: v2Hash, sizeBytes: 4_000_000_000, architecture: "llama", parameters: 32, quantization: "F32", contextLength: 0, templateSha256: null, importedAt: 0 });
    tables.putFile({ location: path, modelId: "mdl_1", state: "ready", modifiedUs: 1, refusedUs: null, addedAt: 0 });
    const { library, jobs } = openLibrary({ db, folder });
    const stop = new AbortController();
    const checking = library.checkFile("mdl_1", stop.signal);
    setTimeout(() => stop.abort(), 20);
    await expect(checking).rejects.toMatchObject({ code: "cancelled" });
    expect(jobs.list().filter(({ subject }) => subject === "mdl_1")).toMatchObject([{ kind: "hash", state: "running" }]);
  });

  it("hashes a large file in a job that shows its progress and can be cancelled; the model is of use meanwhile", async () => {
    const { library, jobs, folder } = openLibrary();
    const path = join(folder, "large.gguf");
    const sizeBytes = 4_000_000_000;
    const dataBytes = sizeBytes - (sizeBytes % 32);
    const head = buildGguf({ tensors: [{ name: "token_embd.weight", dimensions: [BigInt(dataBytes / 4)], type: 0, offset: 0n }], dataBytes: 0 });
    writeFileSync(path, head);
    truncateSync(path, head.length + dataBytes);
    const { model, jobId } = await library.import({ path });
    expect(model).toMatchObject({ fileState: "hashing", sha256: null });
    expect(await library.checkFile(model.id)).toBe(path);
    expect(await library.import({ path })).toMatchObject({ alreadyThere: true, jobId });
    const job = () => jobs.list().find(({ id }) => id === jobId)!;
    await expect.poll(() => job().progress?.done, { interval: 1 }).toBeGreaterThan(0);
    expect(job()).toMatchObject({ kind: "hash", subject: model.id, state: "running", progress: { total: head.length + dataBytes, unit: "bytes" } });
    await jobs.cancel({ id: jobId! });
    expect(library.get(model.id)).toMatchObject({ fileState: "hashing" });
    library.remove(model.id);
    expect(() => library.get(model.id)).toThrow(expect.objectContaining({ code: "not-found" }));
  });

  it("resolves a name before an id before a hash before a path, and names both when two fit", async () => {
    const { library, folder } = openLibrary();
    const first = (await library.import({ path: writeModel(folder, "one.gguf", "1") })).model;
    const second = (await library.import({ path: writeModel(folder, "two.gguf", "2") })).model;
    expect((await library.resolve(first.id)).id).toBe(first.id);
    library.update(second.id, { name: first.id });
    expect((await library.resolve(first.id)).id).toBe(second.id);
    library.update(second.id, { name: "one" });
    await expect(library.resolve("one")).rejects.toMatchObject({ code: "ambiguous", message: expect.stringMatching(new RegExp(`${first.id}.*${second.id}|${second.id}.*${first.id}`)) });
    await expect(library.resolve("nobody")).rejects.toMatchObject({ code: "not-found", fix: expect.stringContaining("demo-support-v1, demo-support-v2") });
    await expect(library.resolve("6675f6c")).rejects.toMatchObject({ code: "not-found" });
    expect((await library.resolve(join(folder, "two.gguf"))).id).toBe(second.id);
    expect((await library.resolve(writeModel(folder, "new.gguf", "3"))).name).toBe("new");
  });

  it("says plainly what can't be imported: a folder, a text, a vocabulary, a missing file, a relative path", async () => {
    const { library, folder } = openLibrary();
    writeFileSync(join(folder, "text.gguf"), "Hello world");
    const vocabulary = join(folder, "vocabulary.gguf");
    writeFileSync(vocabulary, buildGguf({ tensors: [], dataBytes: 0 }));
    await expect(library.import({ path: folder })).rejects.toMatchObject({ code: "not-a-model", message: expect.stringContaining("is a folder"), fix: expect.any(String) });
    await expect(library.import({ path: join(folder, "text.gguf") })).rejects.toMatchObject({ code: "not-a-model", message: expect.stringContaining('begins with "Hello wo"'), fix: expect.any(String), details: { offset: 0 } });
    await expect(library.import({ path: vocabulary })).rejects.toMatchObject({ code: "not-a-model", message: expect.stringContaining("a vocabulary only") });
    await expect(library.import({ path: join(folder, "nothing.gguf") })).rejects.toMatchObject({ code: "not-found", fix: expect.any(String) });
    await expect(library.import({ path: "text.gguf" })).rejects.toMatchObject({ code: "bad-request" });
    await expect(library.import({ path: `${folder}/a\0b` })).rejects.toMatchObject({ code: "bad-request" });
    expect(library.list()).toHaveLength(2);
  });

  it("imports through a symbolic link and keeps the link's name", async () => {
    const { library, folder } = openLibrary();
    symlinkSync(writeModel(folder, "sha256-77", "s"), join(folder, "linked.gguf"));
    expect((await library.import({ path: join(folder, "linked.gguf") })).model).toMatchObject({ name: "linked", location: join(folder, "linked.gguf") });
  });

  it("tells a missing file from a changed one, and a touched one from both", async () => {
    const { library, folder } = openLibrary();
    const path = writeModel(folder, "moody.gguf", "before");
    const bytes = readFileSync(path);
    const { id } = (await library.import({ path })).model;

    renameSync(path, `${path}.away`);
    await expect(library.checkFile(id)).rejects.toMatchObject({ code: "model-missing", message: expect.stringContaining(path), fix: expect.any(String) });
    expect(library.get(id).fileState).toBe("missing");
    renameSync(`${path}.away`, path);
    await library.refresh();
    expect(library.get(id).fileState).toBe("ready");

    touch(path);
    expect(await library.checkFile(id)).toBe(path);

    writeFileSync(path, buildGguf({ metadata: [...minimal.metadata, ["test.seed", { string: "beyond" }]] }));
    await expect(library.checkFile(id)).rejects.toMatchObject({ code: "model-changed", fix: expect.any(String) });
    expect(library.get(id).fileState).toBe("changed");
    await library.refresh();
    expect(library.get(id).fileState).toBe("changed");

    writeFileSync(path, Buffer.concat([bytes, Buffer.alloc(32)]));
    await expect(library.checkFile(id)).rejects.toMatchObject({ code: "model-changed" });

    writeFileSync(path, bytes);
    touch(path);
    expect(await library.checkFile(id)).toBe(path);
  });

  it("takes a changed file that is imported again for a new model of the same name", async () => {
    const { library, folder } = openLibrary();
    const path = writeModel(folder, "tuned.gguf", "first");
    const before = (await library.import({ path })).model;
    writeModel(folder, "tuned.gguf", "second");
    const { model, alreadyThere } = await library.import({ path });
    expect(alreadyThere).toBe(false);
    expect(model).toMatchObject({ name: "tuned", fileState: "ready" });
    expect(model.sha256).not.toBe(before.sha256);
    expect(() => library.get(before.id)).toThrow(expect.objectContaining({ code: "not-found" }));
  });

  it("uses a second place when the first one is gone", async () => {
    const { library, folder } = openLibrary();
    const first = writeModel(folder, "first.gguf", "same");
    const second = join(folder, "second.gguf");
    copyFileSync(first, second);
    const { id } = (await library.import({ path: first })).model;
    expect((await library.import({ path: second })).model.id).toBe(id);
    rmSync(first);
    expect(await library.checkFile(id)).toBe(second);
    expect(library.get(id)).toMatchObject({ location: second, fileState: "ready", otherLocations: [first] });
  });

  it("finds the embedded models in an app that moved, and replaces those that an update changed", async () => {
    const folder = ownFolder();
    const db = openMain(folder);
    await openLibrary({ db, folder }).close();
    const moved = join(folder, "moved app");
    cpSync(resourcesFolder, moved, { recursive: true });
    const { library: before, close } = openLibrary({ db, folder, resources: moved });
    const { id } = await before.resolve("demo-support-v1");
    expect(await before.checkFile(id)).toBe(join(moved, "models", "demo-support-v1.Q8_0.gguf"));
    before.update(id, { settings: { ...defaultModelSettings, slots: 3 } });
    await close();

    const manifestPath = join(moved, "models", "manifest.json");
    writeFileSync(manifestPath, readFileSync(manifestPath, "utf8").replace("3ef9ebb0", "00000000"));
    const after = openLibrary({ db, folder, resources: moved }).library;
    expect(await after.resolve("demo-support-v1")).toMatchObject({ sha256: expect.stringMatching(/^00000000/), settings: { slots: 3 } });
    expect(after.list()).toHaveLength(2);
    await expect(after.checkFile((await after.resolve("demo-support-v1")).id)).rejects.toMatchObject({ code: "model-changed" });
  });

  it("copies when asked to, once, and no longer needs the original", async () => {
    const { library, folder } = openLibrary();
    const path = writeModel(folder, "stick.gguf", "copied");
    const { model } = await library.import({ path, copy: true });
    const copyPath = join(folder, "models", "stick.gguf");
    expect(model).toMatchObject({ location: copyPath, fileState: "ready", name: "stick" });
    expect(readFileSync(copyPath)).toEqual(readFileSync(path));
    copyFileSync(path, join(folder, "again.gguf"));
    expect((await library.import({ path: join(folder, "again.gguf"), copy: true })).model.id).toBe(model.id);
    expect(readdirSync(join(folder, "models"))).toEqual(["stick.gguf"]);
    rmSync(path);
    expect(await library.checkFile(model.id)).toBe(copyPath);
  });

  it("copies two files of one name at the same time, each into a file of its own", async () => {
    const { library, folder } = openLibrary();
    for (const name of ["a", "b"]) mkdirSync(join(folder, name));
    const paths = ["a", "b"].map((name) => writeModel(join(folder, name), "same.gguf", name));
    const copies = await Promise.all(paths.map((path) => library.import({ path, copy: true })));
    expect(readdirSync(join(folder, "models")).toSorted()).toEqual(["2-same.gguf", "same.gguf"]);
    for (const [index, { model }] of copies.entries()) expect(readFileSync(model.location)).toEqual(readFileSync(paths[index]!));
  });

  it("copies at the next start what its end cut short, and leaves in place what a person cancels", async () => {
    const folder = ownFolder();
    const db = openMain(folder);
    const paths = ["kept.gguf", "cancelled.gguf"].map((name) => join(folder, name));
    const dataBytes = 500_000_000;
    for (const [index, path] of paths.entries()) {
      const head = buildGguf({ metadata: [...minimal.metadata, ["test.seed", { string: String(index) }]], tensors: [{ name: "token_embd.weight", dimensions: [BigInt(dataBytes / 4)], type: 0, offset: 0n }], dataBytes: 0 });
      writeFileSync(path, head);
      truncateSync(path, head.length + dataBytes);
    }
    const before = openLibrary({ db, folder });
    const [, cancelled] = await Promise.all(paths.map((path) => before.library.import({ path, copy: true })));
    await before.jobs.cancel({ id: cancelled!.jobId! });
    await before.close();
    const { library } = openLibrary({ db, folder });
    await expect.poll(() => library.list().map(({ location }) => location), { timeout: 30_000 }).toContain(join(folder, "models", "kept.gguf"));
    await expect.poll(() => library.get(cancelled!.model.id).fileState, { timeout: 30_000 }).toBe("ready");
    expect(library.get(cancelled!.model.id).location).toBe(paths[1]);
    expect(readdirSync(join(folder, "models"))).toEqual(["kept.gguf"]);
  }, 60_000);

  it("takes away what an earlier core left of a copy that it could not finish", async () => {
    const folder = ownFolder();
    mkdirSync(join(folder, "models"));
    for (const name of ["half.gguf.0b1c2d3e-4f50-4a6b-8c7d-8e9fa0b1c2d3.part", "whole.gguf"]) writeFileSync(join(folder, "models", name), "bytes");
    openLibrary({ folder });
    await expect.poll(() => readdirSync(join(folder, "models"))).toEqual(["whole.gguf"]);
  });

  it("takes a model out of the library and leaves its file, but keeps those that come with the app", async () => {
    const { library, folder } = openLibrary();
    const path = writeModel(folder, "leaving.gguf", "r");
    const { id } = (await library.import({ path })).model;
    library.remove(id);
    expect(library.list()).toHaveLength(2);
    expect(statSync(path).isFile()).toBe(true);
    expect((await library.import({ path })).model).toMatchObject({ name: "leaving", fileState: "ready" });
    expect(() => library.remove(library.list().find(({ name }) => name === "demo-support-v1")!.id)).toThrow(expect.objectContaining({ code: "bad-request" }));
    expect(() => library.remove("mdl_none")).toThrow(expect.objectContaining({ code: "not-found" }));
  });

  it("changes name, family, version and settings, and refuses an empty name", async () => {
    const { library, folder } = openLibrary();
    const { id } = (await library.import({ path: writeModel(folder, "x.gguf", "u", ["tokenizer.ggml.tokens", strings(["a"])]) })).model;
    expect(library.update(id, { name: " Mail ", settings: { ...defaultModelSettings, gpu: "off" } })).toMatchObject({ name: "Mail", family: "x", settings: { gpu: "off" } });
    expect(() => library.update(id, { name: "  " })).toThrow(expect.objectContaining({ code: "bad-request" }));
  });
});
