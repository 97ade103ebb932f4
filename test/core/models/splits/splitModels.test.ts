import { createHash } from "node:crypto";
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { inspectFile } from "../../../../electron/core/models/inspectFile.ts";
import { readGguf } from "../../../../electron/core/models/readGguf.ts";
import { splitGguf } from "../../../helpers/splitGguf.ts";
import { openLibrary, resourcesFolder } from "../openLibrary.ts";

const demo = join(resourcesFolder, "models", "demo-support-v2.Q8_0.gguf");
const split = (folder: string) => splitGguf(demo, 3, folder, "mail é'-v2-Q8_0");

describe("split models", () => {
  it("are one model at the first part, whichever part was given, with the hash of all parts one after the other", async () => {
    const { library, folder } = openLibrary();
    const parts = split(folder);
    const { model } = await library.import({ path: parts[1]! });
    const bytes = Buffer.concat(parts.map((path) => readFileSync(path)));
    expect(model).toMatchObject({
      name: "mail é'-v2", version: "v2", kind: "model", parts: 3, location: parts[0], fileState: "ready", parameters: 3_672_320, quantization: "Q8_0", sizeBytes: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
    });
    for (const path of parts) expect(await library.import({ path })).toMatchObject({ alreadyThere: true, model: { id: model.id } });
    expect(library.list()).toHaveLength(3);
    expect(await library.checkFile(model.id)).toBe(parts[0]);
    expect(await library.chatFormat(model.id)).toMatchObject({ template: expect.stringContaining("<|im_start|>") });
  });

  it("are described as the whole, tensors of all parts together", async () => {
    const { folder } = openLibrary();
    const parts = split(folder);
    const { inspection, paths } = await readGguf(parts[2]!);
    const whole = (await readGguf(demo)).inspection;
    expect(paths).toEqual(parts);
    expect(inspection).toEqual({ ...whole, sizeBytes: parts.reduce((sum, path) => sum + statSync(path).size, 0) });
  });

  it("name the part that is missing when they are imported", async () => {
    const { library, folder } = openLibrary();
    const parts = split(folder);
    rmSync(parts[2]!);
    const refused = { code: "not-a-model", message: expect.stringContaining(`a part is missing: ${basename(parts[2]!)}.`), fix: expect.any(String) };
    await expect(library.import({ path: parts[0]! })).rejects.toMatchObject(refused);
    await expect(library.import({ path: parts[1]! })).rejects.toMatchObject(refused);
    expect(await inspectFile(parts[0]!)).toMatchObject({ valid: false, reason: expect.stringContaining(basename(parts[2]!)) });
    expect(library.list()).toHaveLength(2);
  });

  it("are missing when a part goes, changed when a part is another one, and back when it is back", async () => {
    const { library, folder } = openLibrary();
    const parts = split(folder);
    const { id } = (await library.import({ path: parts[0]! })).model;
    renameSync(parts[1]!, join(folder, "away"));
    await library.refresh();
    expect(library.get(id).fileState).toBe("missing");
    renameSync(join(folder, "away"), parts[1]!);
    await library.refresh();
    expect(library.get(id).fileState).toBe("ready");
    const bytes = readFileSync(parts[2]!);
    bytes[bytes.length - 1]! ^= 1;
    writeFileSync(parts[2]!, bytes);
    await expect(library.checkFile(id)).rejects.toMatchObject({ code: "model-changed" });
  });

  it("are refused with the reason when parts are of two models, or lost their names", async () => {
    const { library, folder } = openLibrary();
    const parts = split(folder);
    const [first] = splitGguf(demo, 2, folder, "other");
    renameSync(first!, join(folder, "renamed.gguf"));
    await expect(library.import({ path: join(folder, "renamed.gguf") })).rejects.toMatchObject({ code: "not-a-model", message: expect.stringContaining("its name does not say so") });
    writeFileSync(parts[1]!, readFileSync(parts[2]!));
    await expect(library.import({ path: parts[0]! })).rejects.toMatchObject({ code: "not-a-model", message: expect.stringContaining("says that it is part 3 of 3, and its name says 2 of 3") });
  });

  it("are copied with all their parts", async () => {
    const { library, folder } = openLibrary();
    const parts = split(folder);
    const { model } = await library.import({ path: parts[0]!, copy: true });
    await expect.poll(() => library.get(model.id).location).toBe(join(folder, "models", basename(parts[0]!)));
    expect(readdirSync(join(folder, "models")).sort()).toEqual(parts.map((path) => basename(path)));
    for (const path of parts) rmSync(path);
    expect(await library.checkFile(model.id)).toBe(join(folder, "models", basename(parts[0]!)));
  });

  it("that were cut by bytes are explained, with the command that joins them", async () => {
    const { library, folder } = openLibrary();
    const bytes = readFileSync(demo);
    const names = ["it's.gguf.part1of2", "it's.gguf.part2of2"];
    writeFileSync(join(folder, names[0]!), bytes.subarray(0, 2_000_000));
    writeFileSync(join(folder, names[1]!), bytes.subarray(2_000_000));
    for (const name of names) {
      const command = process.platform === "win32" ? `copy /b "it's.gguf.part1of2" + "it's.gguf.part2of2" "it's.gguf"` : `cat 'it'\\''s.gguf.part1of2' 'it'\\''s.gguf.part2of2' > 'it'\\''s.gguf'`;
      await expect(library.import({ path: join(folder, name) })).rejects.toMatchObject({ code: "not-a-model", message: expect.stringContaining(`Join them first (${command})`) });
    }
    writeFileSync(join(folder, "plain.gguf.bak"), bytes.subarray(0, 2_000_000));
    await expect(library.import({ path: join(folder, "plain.gguf.bak") })).rejects.toMatchObject({ message: expect.stringContaining("cut off") });
  });
});
