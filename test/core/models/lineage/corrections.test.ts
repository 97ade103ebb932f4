import { copyFileSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildGguf, minimal, type BuiltValue } from "../../../helpers/buildGguf.ts";
import { openLibrary, openMain, ownFolder, resourcesFolder } from "../openLibrary.ts";

/** A small model of the family `mail`, in F32. */
function write(path: string, ...metadata: [string, BuiltValue][]): string {
  writeFileSync(path, buildGguf({ metadata: [...minimal.metadata, ["general.basename", { string: "mail" }], ["test.seed", { string: path }], ...metadata] }));
  return path;
}

/** As `write`, with 32 values in a block of Q8_0. */
function writeQuantized(path: string): string {
  writeFileSync(path, buildGguf({ metadata: [...minimal.metadata, ["general.basename", { string: "mail" }]], tensors: [{ name: "token_embd.weight", dimensions: [32n], type: 8, offset: 0n }], dataBytes: 64 }));
  return path;
}

describe("what a person says of a model", () => {
  it("keeps notes, tags, licence, provenance and being retired, also after a restart", async () => {
    const folder = ownFolder();
    const db = openMain(folder);
    const first = openLibrary({ folder, db });
    const path = write(join(folder, "a.gguf"), ["general.license", { string: "apache-2.0" }], ["general.repo_url", { string: "https://example.org/mail" }]);
    const { model } = await first.library.import({ path });
    expect(model).toMatchObject({ license: "apache-2.0", provenance: "https://example.org/mail", notes: "", tags: [], isRetired: false });
    first.library.update(model.id, { notes: "slow\nbut good", tags: ["night", "night", "eu"], isRetired: true, provenance: "from Kim" });
    await first.close();
    const { library } = openLibrary({ folder, db });
    const kept = library.get(model.id);
    expect(kept).toMatchObject({ notes: "slow\nbut good", tags: ["night", "eu"], isRetired: true, license: "apache-2.0", provenance: "from Kim" });
    expect((await library.resolve("a")).id).toBe(model.id);
    expect(await library.checkFile(model.id)).toBe(path);
  });

  it("takes the licence and the place of origin from whoever imports, when they say it", async () => {
    const { library, folder } = openLibrary();
    const path = write(join(folder, "a.gguf"), ["general.license", { string: "mit" }]);
    expect((await library.import({ path, name: "Pulled", provenance: "hf:owner/mail" })).model).toMatchObject({ name: "Pulled", license: "mit", provenance: "hf:owner/mail" });
  });

  it("finds the unquantized model as base, also when it comes later, and forgets it when it goes", async () => {
    const { library, folder } = openLibrary();
    const { id } = (await library.import({ path: writeQuantized(join(folder, "mail-q.gguf")) })).model;
    expect(library.get(id)).toMatchObject({ quantization: "Q8_0", baseId: null });
    const full = (await library.import({ path: write(join(folder, "mail-f.gguf")) })).model;
    expect(library.get(id)).toMatchObject({ baseId: full.id, lineage: "A quantization of mail-f: same family, version, tensors and vocabulary." });
    library.remove(full.id);
    expect(library.get(id).baseId).toBeNull();
  });

  it("never guesses again what was corrected by hand", async () => {
    const { library, folder } = openLibrary();
    const { id } = (await library.import({ path: writeQuantized(join(folder, "mail-q.gguf")) })).model;
    library.update(id, { family: "letters", version: "9", baseId: null });
    const full = (await library.import({ path: write(join(folder, "mail-f.gguf")) })).model;
    expect(full.family).toBe("letters");
    await library.refresh();
    expect(library.get(id)).toMatchObject({ family: "letters", version: "9", lineage: expect.stringContaining("Family, version set by hand") });

    library.update(id, { baseId: full.id });
    library.update(id, { baseId: null });
    await library.refresh();
    expect(library.get(id)).toMatchObject({ baseId: null, lineage: "Base, family, version set by hand." });
  });

  it("refuses bases that would lead in a circle, or are not there", async () => {
    const { library, folder } = openLibrary();
    const one = (await library.import({ path: write(join(folder, "one.gguf")) })).model;
    const two = (await library.import({ path: write(join(folder, "two.gguf")) })).model;
    library.update(two.id, { baseId: one.id });
    expect(() => library.update(one.id, { baseId: one.id })).toThrow(/it is the same model/);
    expect(() => library.update(one.id, { baseId: two.id })).toThrow(/it comes from this one itself/);
    expect(() => library.update(one.id, { baseId: "mdl_none" })).toThrow(/There is no model/);
    expect(library.get(one.id).baseId).toBeNull();
  });

  it("leads to the model that stays when a base turns out to be another one", async () => {
    const { library, folder } = openLibrary();
    const twin = join(folder, "twin.gguf");
    copyFileSync(join(resourcesFolder, "models", "demo-support-v1.Q8_0.gguf"), twin);
    const child = (await library.import({ path: write(join(folder, "child.gguf")) })).model;
    const { model } = await library.import({ path: twin });
    library.update(child.id, { baseId: model.id });
    expect(model.name).toBe("demo-support-v1");
    expect(library.get(child.id).baseId).toBe(model.id);
  });

  it("keeps all that is known of a model whose drive was away, and calls it missing meanwhile", async () => {
    const folder = ownFolder();
    const { library } = openLibrary({ folder });
    const drive = join(folder, "drive");
    const away = join(folder, "away");
    mkdirSync(drive);
    const path = write(join(drive, "mail.gguf"));
    const { id } = (await library.import({ path })).model;
    library.update(id, { notes: "kept", family: "letters" });
    renameSync(drive, away);
    await library.refresh();
    expect(library.get(id)).toMatchObject({ fileState: "missing", notes: "kept", family: "letters" });
    await expect(library.checkFile(id)).rejects.toMatchObject({ code: "model-missing", message: expect.stringContaining(path) });
    renameSync(away, drive);
    await library.refresh();
    expect(library.get(id)).toMatchObject({ fileState: "ready", notes: "kept", family: "letters" });
    expect(await library.checkFile(id)).toBe(path);
  });
});
