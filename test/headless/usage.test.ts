import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { tapedeck } from "../helpers/tapedeck.ts";

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
