import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text as textOf } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { tapedeck, tapedeckEntry } from "../helpers/tapedeck.ts";

const folder = mkdtempSync(join(tmpdir(), "tapedeck-usage-"));
const dataFolder = join(folder, "data");
afterAll(() => rmSync(folder, { recursive: true }));

describe("wrong usage of the command line", () => {
  it.for([
    ["nothing"],
    ["models"],
    ["models", "inspect"],
    ["chat", "hello"],
    ["chat", "hello", "--model", "x", "--seed", "seven"],
    ["chat", "hello", "--model", "x", "--temperature", "warm"],
    ["serve", "--port", "-1"],
    ["query", "--limit", "many"],
    ["replay", "int_1", "--times", "1.5"],
    ["replay", "int_1", "--set", "wind=3"],
    ["replay", "int_1", "--set", "temperature=900"],
    ["replay", "int_1", "--expect", "different"],
    ["doctor", "--nope"],
    ["query", "--data", ""],
    ["chat", " ", "--model", "demo-support-v1"],
  ])("is exit code 2 and makes no data folder: %j", async (args) => {
    const { code, stdout, stderr } = await tapedeck([...args], { env: { TAPEDECK_DATA: dataFolder } });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).not.toBe("");
    expect(existsSync(dataFolder)).toBe(false);
  });

  it("is one JSON document with --json", async () => {
    const { code, stdout } = await tapedeck(["models", "lst", "--json"]);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: "bad-request", message: expect.stringContaining("lst") } });
  });

  it("is not asking for help or the version", async () => {
    const help = await tapedeck(["--help"]);
    expect(help.code).toBe(0);
    expect(help.stdout).toContain("replay [options] <id>");
    expect(await tapedeck(["--version"])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });
});

it.skipIf(!existsSync("/dev/full"))("says in one line that the disk behind standard output is full, with exit code 3", async () => {
  const model = fileURLToPath(new URL("../../resources/models/demo-support-v1.Q8_0.gguf", import.meta.url));
  for (const more of [[], ["--json"]]) {
    const full = openSync("/dev/full", "w");
    const child = spawn(process.execPath, [tapedeckEntry, "models", "inspect", model, ...more], { stdio: ["ignore", full, "pipe"] });
    const said = textOf(child.stderr!);
    const [code] = (await once(child, "exit")) as [number | null];
    closeSync(full);
    expect([code, await said]).toEqual([3, expect.stringMatching(/^tapedeck: Standard output can't be written: ENOSPC[^\n]*\n$/)]);
  }
});
