import { appendFileSync, mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { watchFolders } from "../../../../electron/core/models/scan/watchFolders.ts";
import { buildGguf, minimal } from "../../../helpers/buildGguf.ts";
import { splitGguf } from "../../../helpers/splitGguf.ts";
import { openLibrary, resourcesFolder } from "../openLibrary.ts";

const bytesOf = (seed: string) => buildGguf({ metadata: [...minimal.metadata, ["test.seed", { string: seed }]] });

/** A library that watches `watched`, a folder that is there. Rounds are made by hand. */
async function openWatch() {
  const { library, folder } = openLibrary();
  const watched = join(folder, "watched");
  mkdirSync(watched);
  const folders = [watched, join(folder, "not there")];
  const watch = watchFolders({ library, folders: () => folders, intervalMs: 1_000_000 });
  onTestFinished(watch.close);
  await watch.look();
  const names = () => library.list().map(({ name }) => name).filter((name) => !name.startsWith("demo-support")).sort();
  return { library, folder, watched, folders, look: watch.look, names };
}

describe("watched folders", () => {
  it("bring new files in, where they lie, once they have stopped growing", async () => {
    const { library, watched, look, names } = await openWatch();
    const bytes = bytesOf("a");
    const path = join(watched, "half.gguf");
    writeFileSync(path, bytes.subarray(0, 100));
    await look();
    await look();
    expect(names()).toEqual([]);
    appendFileSync(path, bytes.subarray(100));
    await look();
    expect(names()).toEqual([]);
    await look();
    expect(names()).toEqual(["half"]);
    expect(library.list().find(({ name }) => name === "half")).toMatchObject({ location: path, fileState: "ready" });
  });

  it("bring in a file that had its full size from the start, once its bytes are there", async () => {
    const { watched, look, names } = await openWatch();
    const bytes = bytesOf("b");
    const path = join(watched, "reserved.gguf");
    writeFileSync(path, Buffer.alloc(bytes.length));
    utimesSync(path, 1_700_000_000, 1_700_000_000);
    await look();
    await look();
    await look();
    expect(names()).toEqual([]);
    writeFileSync(path, bytes);
    await look();
    await look();
    expect(names()).toEqual(["reserved"]);
  });

  it("wait for all parts of a split model", async () => {
    const { watched, folder, look, names } = await openWatch();
    const parts = splitGguf(join(resourcesFolder, "models", "demo-support-v2.Q8_0.gguf"), 3, watched, "whole");
    renameSync(parts[1]!, join(folder, "away.gguf"));
    await look();
    await look();
    expect(names()).toEqual([]);
    renameSync(join(folder, "away.gguf"), parts[1]!);
    await look();
    await look();
    expect(names()).toEqual(["whole"]);
  });

  it("leave alone what is no model, what a person took out, and folders that are not watched any more", async () => {
    const { library, watched, folders, look, names } = await openWatch();
    writeFileSync(join(watched, "text.gguf"), "not a model");
    writeFileSync(join(watched, "letter.txt"), bytesOf("letter"));
    writeFileSync(join(watched, "taken.gguf"), bytesOf("taken"));
    await look();
    await look();
    expect(names()).toEqual(["taken"]);
    library.remove(library.list().find(({ name }) => name === "taken")!.id);
    await look();
    await look();
    expect(names()).toEqual([]);
    expect((await library.import({ path: join(watched, "taken.gguf") })).model.name).toBe("taken");
    folders.length = 0;
    writeFileSync(join(watched, "later.gguf"), bytesOf("later"));
    await look();
    await look();
    expect(names()).toEqual(["taken"]);
  });

  it("keep the models of a folder that was unplugged, as missing, until it is back", async () => {
    const { library, folder, watched, look } = await openWatch();
    writeFileSync(join(watched, "mail.gguf"), bytesOf("mail"));
    await look();
    await look();
    const { id } = library.list().find(({ name }) => name === "mail")!;
    renameSync(watched, join(folder, "unplugged"));
    await Promise.all([look(), library.refresh()]);
    expect(library.get(id).fileState).toBe("missing");
    rmSync(watched, { force: true, recursive: true });
    renameSync(join(folder, "unplugged"), watched);
    await Promise.all([look(), library.refresh()]);
    expect(library.get(id).fileState).toBe("ready");
    expect(library.list()).toHaveLength(3);
  });
});
