import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { listFolder } from "../../../electron/core/app/listFolder.ts";

const folder = mkdtempSync(join(tmpdir(), "tapedeck list #% é-"));
mkdirSync(join(folder, "zoo"));
writeFileSync(join(folder, "b.gguf"), "12345");
writeFileSync(join(folder, "ä.gguf"), "");
symlinkSync(join(folder, "zoo"), join(folder, "link"));
symlinkSync(join(folder, "nowhere"), join(folder, "broken"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("the folders of the core's machine", () => {
  it("are listed with folders first, links followed and broken ones left out", async () => {
    const { path, parent, entries } = await listFolder(folder);
    expect([path, parent]).toEqual([folder, tmpdir()]);
    expect(entries.map(({ name, kind, sizeBytes }) => [name, kind, sizeBytes])).toEqual([
      ["link", "folder", null],
      ["zoo", "folder", null],
      ["ä.gguf", "file", 0],
      ["b.gguf", "file", 5],
    ]);
    expect(entries[3]!.path).toBe(join(folder, "b.gguf"));
  });

  it("begin at the home folder and end at the root", async () => {
    expect((await listFolder()).path).toBe(homedir());
    expect((await listFolder("/")).parent).toBeNull();
  });

  it("say what is wrong with a path", async () => {
    await expect(listFolder(join(folder, "nope"))).rejects.toMatchObject({ code: "not-found" });
    await expect(listFolder(join(folder, "b.gguf"))).rejects.toMatchObject({ code: "bad-request", message: expect.stringContaining("is not a folder") });
  });
});
