import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildGguf } from "../helpers/buildGguf.ts";
import { tapedeck } from "../helpers/tapedeck.ts";

const folder = mkdtempSync(join(tmpdir(), "tapedeck import b#%'é-"));
const blob = join(folder, "blobs", "sha256-0f3a");
const bytes = buildGguf();
const sha256 = createHash("sha256").update(bytes).digest("hex");
const run = async (...args: string[]) => {
  const ended = await tapedeck([...args, "--json", "--data", join(folder, "data")]);
  return { ...ended, said: JSON.parse(ended.stdout) as never };
};

beforeAll(() => {
  mkdirSync(join(folder, "blobs"));
  writeFileSync(blob, bytes);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("tapedeck models import", () => {
  it("adds a file without an ending where it lies, hashed, with family and version", async () => {
    const { code, said } = await run("models", "import", blob, "--family", "tiny", "--version", "1");
    expect(code).toBe(0);
    expect(said).toMatchObject({ imported: [{ file: blob, sha256, alreadyThere: false }], failed: [] });
    expect((await run("models", "list")).said).toContainEqual(expect.objectContaining({ sha256, family: "tiny", version: "1", location: blob, fileState: "ready" }));
  });

  it("knows the same bytes in another place again, and says which file is none", async () => {
    const copy = join(folder, "copy.gguf");
    const text = join(folder, "text.gguf");
    cpSync(blob, copy);
    writeFileSync(text, "hello");
    const { code, said } = await run("models", "import", text, copy, join(folder, "missing.gguf"));
    expect(code).toBe(2);
    expect(said).toMatchObject({
      imported: [{ file: copy, sha256, alreadyThere: true }],
      failed: [{ file: text, error: { code: "not-a-model" } }, { file: join(folder, "missing.gguf"), error: { code: "not-found" } }],
    });
    expect(((await run("models", "list")).said as { sha256: string }[]).filter((model) => model.sha256 === sha256)).toHaveLength(1);
  });

  it("copies into the data folder when asked", async () => {
    const other = join(folder, "other.gguf");
    writeFileSync(other, buildGguf({ dataBytes: 256 }));
    expect((await run("models", "import", other, "--copy")).code).toBe(0);
    const models = (await run("models", "list")).said as { location: string; sizeBytes: number }[];
    const copied = models.find(({ location }) => location.startsWith(join(folder, "data", "models")))!;
    expect(readFileSync(copied.location)).toEqual(readFileSync(other));
    expect(statSync(copied.location).size).toBe(copied.sizeBytes);
  });
});
