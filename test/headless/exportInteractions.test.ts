import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ExportDone } from "../../shared/schemas/export.ts";
import { openTestLog } from "../helpers/openTestLog.ts";
import { sampleOutcome, sampleStart } from "../helpers/sampleRecording.ts";
import { newDataFolder, startTapedeck, tapedeck } from "../helpers/tapedeck.ts";

const dataFolder = newDataFolder();
const out = newDataFolder();
const count = 300;
const run = (...args: string[]) => tapedeck(["export", ...args, "--data", dataFolder]);

beforeAll(async () => {
  const log = await openTestLog(dataFolder);
  await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const { id, committed } = log.begin(sampleStart(`question ${index}`, {}, Date.UTC(2026, 9, 31, 23, 0) + index * 60_000));
      await committed;
      await log.finish(id, sampleOutcome(`answer ${index}`, index === 0 ? { status: "failed", output: "" } : {}));
    }),
  );
  await log.close();
});
afterAll(() => {
  rmSync(dataFolder, { recursive: true });
  rmSync(out, { recursive: true });
});

describe("tapedeck export", () => {
  it("writes a file, says what it skipped, and is one JSON document with --json", async () => {
    const path = join(out, "chat.jsonl");
    const { code, stdout, stderr } = await run("--format", "openai-chat", "--out", path);
    expect([code, stdout]).toEqual([0, ""]);
    expect(stderr).toContain(`299 records of 300 interactions`);
    expect(stderr).toContain("Skipped 1: It has no whole answer (failed) (int_");
    expect(readFileSync(path, "utf8").trimEnd().split("\n")).toHaveLength(299);

    const json = await run("--format", "csv", "--filter", 'input = "question 7"', "--out", join(out, "one.csv"), "--json");
    expect(JSON.parse(json.stdout) as ExportDone).toMatchObject({ format: "csv", interactions: 1, records: 1, files: 1, skipped: [] });
  });

  it("gives standard output the whole of it and nothing else", async () => {
    const { code, stdout, stderr } = await run("--format", "sharegpt", "--filter", 'input : "question 12"', "--out", "-", "--order", "newest");
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split("\n").map((line) => JSON.parse(line) as { conversations: { value: string }[] });
    expect(lines.map(({ conversations }) => conversations[0]!.value)).toEqual(["question 129", "question 128", "question 127", "question 126", "question 125", "question 124", "question 123", "question 122", "question 121", "question 120", "question 12"]);
    expect(stderr).toContain("11 records of 11 interactions");
  });

  it("does not overwrite without --force, and says so", async () => {
    const path = join(out, "mine.jsonl");
    writeFileSync(path, "mine");
    const refused = await run("--format", "tapedeck", "--out", path);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining("is there already. Choose another name, or say that it may be replaced (--force).") as string });
    expect(readFileSync(path, "utf8")).toBe("mine");
    expect((await run("--format", "tapedeck", "--out", path, "--force")).code).toBe(0);
    expect(readFileSync(path, "utf8")).toContain('"tapedeck":1');
  });

  it.each([
    [["--format", "xml", "--out", "x"], "xml is no format of an export."],
    [["--format", "csv", "--out", "x", "--order", "sideways"], "--order"],
    [["--format", "parquet", "--out", "-"], "standard output can't take"],
    [["--format", "csv"], "--out"],
    [["--format", "csv", "--out", join(out, "none", "x")], "is not there"],
    [["--format", "csv", "--out", join(out, "bad.csv"), "--filter", "model ="], "filter"],
  ])("refuses wrong usage with exit code 2: %j", async (args, words) => {
    const { code, stdout, stderr } = await run(...args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(words);
  });

  it("leaves no half file after Ctrl-C", async () => {
    const path = join(out, "cut.jsonl");
    const child = startTapedeck(["export", "--format", "tapedeck", "--out", path, "--data", dataFolder]);
    await expect.poll(() => existsSync(`${path}.tapedeck-part`) || child.exitCode !== null, { interval: 2, timeout: 15_000 }).toBe(true);
    child.kill("SIGINT");
    const [code] = await new Promise<[number | null]>((resolve) => child.once("exit", (value) => resolve([value])));
    // It may have been done just then.
    expect([0, 3]).toContain(code);
    expect(readdirSync(out).filter((name) => name.startsWith("cut"))).toEqual(code === 0 ? ["cut.jsonl"] : []);
  });
});
