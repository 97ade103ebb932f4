import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { tapedeck } from "../helpers/tapedeck.ts";

const folder = mkdtempSync(join(tmpdir(), "tapedeck inspect #% é-"));
const dataFolder = join(folder, "data");
const model = fileURLToPath(new URL("../../resources/models/demo-support-v2.Q8_0.gguf", import.meta.url));
const reporter = new URL("../helpers/reportSharedObjects.ts", import.meta.url).href;
afterAll(() => rmSync(folder, { recursive: true }));

const inspect = (path: string, ...args: string[]) => run("models", "inspect", path, ...args);

/** Runs a command and gives the native libraries that its process had loaded at its end, too. */
async function run(...args: string[]) {
  const list = join(folder, "objects.json");
  const ended = await tapedeck([...args, "--data", dataFolder], { nodeArgs: ["--import", reporter], env: { SHARED_OBJECTS: list } });
  const objects = JSON.parse(readFileSync(list, "utf8")) as string[];
  return { ...ended, native: objects.filter((object) => object.endsWith(".node") || object.includes("node_modules/@")) };
}

/** A header that promises a string of 2^63 bytes: the value of the first key. */
function hugeString(): Buffer {
  const key = Buffer.from("general.architecture");
  const header = Buffer.alloc(4 + 4 + 8 + 8 + 8);
  header.write("GGUF");
  header.writeUInt32LE(3, 4);
  header.writeBigUInt64LE(0n, 8);
  header.writeBigUInt64LE(1n, 16);
  header.writeBigUInt64LE(BigInt(key.length), 24);
  const value = Buffer.alloc(12);
  value.writeUInt32LE(8, 0);
  value.writeBigUInt64LE(2n ** 63n, 4);
  return Buffer.concat([header, key, value]);
}

const bad: [what: string, bytes: Buffer][] = [
  ["a text file", Buffer.from("Dear model,\nplease answer.\n")],
  ["a GGUF cut at 100 bytes", readFileSync(model).subarray(0, 100)],
  ["a string length of 2^63", hugeString()],
  ["an empty file", Buffer.alloc(0)],
];

describe("tapedeck models inspect", () => {
  it.for(bad)("turns %s away in one line, within a second, without native code", async ([what, bytes]) => {
    const path = join(folder, `${what}.gguf`);
    writeFileSync(path, bytes);
    const { code, stdout, stderr, durationMs, native } = await inspect(path);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stderr.length).toBeGreaterThan(20);
    expect(native).toEqual([]);
    const json = await inspect(path, "--json");
    // The quicker of two, because other tests run beside this one.
    expect(Math.min(durationMs, json.durationMs)).toBeLessThan(1000);
    expect(json.code).toBe(2);
    expect(JSON.parse(json.stdout)).toMatchObject({ valid: false, reason: expect.not.stringContaining("\n"), offset: expect.toSatisfy((offset: unknown) => offset === null || typeof offset === "number") });
  });

  it("describes a model, loads no native code and opens no data folder", async () => {
    const { code, stdout, native } = await inspect(model, "--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ valid: true, architecture: "llama", quantization: "Q8_0", tensors: expect.any(Number), sizeBytes: readFileSync(model).length });
    expect(native).toEqual([]);
    expect(existsSync(dataFolder)).toBe(false);
    expect((await inspect(model)).stdout).toMatch(/^Name +\S/);
    // The same list does show native code where there is some.
    expect((await run("models", "list")).native).toContainEqual(expect.stringContaining("better-sqlite3"));
  });

  it("reads regular files only", async () => {
    const pipe = join(folder, "pipe");
    execFileSync("mkfifo", [pipe]);
    for (const path of [folder, pipe, join(folder, "missing.gguf"), "/dev/zero"]) {
      const { code, stderr } = await inspect(path);
      expect([path, code, stderr.trim().split("\n").length]).toEqual([path, 2, 1]);
    }
  });
});
