import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ended, newDataFolder, startTapedeck, tapedeck } from "../helpers/tapedeck.ts";

const folder = newDataFolder();
const dataFolder = join(folder, "data");
afterAll(() => rmSync(folder, { recursive: true }));
const run = (...args: string[]) => tapedeck(["import", ...args, "--data", dataFolder]);
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
/** 100 calls of 2024, as Langfuse exports them. */
const observations = Array.from({ length: 100 }, (_, n) => ({
  id: `o${n}`, traceId: `t${n}`, type: "GENERATION", name: "chat", startTime: new Date(Date.UTC(2024, 2, 1) + n * 60_000).toISOString(), endTime: new Date(Date.UTC(2024, 2, 1) + n * 60_000 + 1500).toISOString(),
  model: "gpt-4o", input: [{ role: "user", content: `q${n}` }], output: `a${n}`, usageDetails: { input: 10, output: 5, total: 15 },
}));

describe("tapedeck import", { timeout: 60_000 }, () => {
  it("says what came in, what was there and what was rejected, and imports nothing twice", async () => {
    const path = file("langfuse.jsonl", `${observations.map((each) => JSON.stringify(each)).join("\n")}\n{"id": "x"}\n`);
    const first = await run(path, "--json");
    expect([first.code, JSON.parse(first.stdout)]).toEqual([0, {
      imported: 100, duplicates: 0, rejected: 1, rejects: [{ line: 101, reason: "it is no trace, observation or score of Langfuse" }], spans: 0, feedback: 0, format: "langfuse",
      why: "It is JSON, one record a line, and records are Langfuse's observations, by “type” and “traceId”.",
    }]);
    const second = await run(path);
    expect([second.code, second.stdout]).toEqual([0, expect.stringContaining("0 imported, 100 were there already, 1 rejected.\n  101: it is no trace")]);
  });

  it("gives imported history the same columns as new rows", async () => {
    const { stdout } = await tapedeck(["query", "--filter", 'createdAt < "2025-01-01" and timings.totalMs > 1000 and usage.promptTokens = 10', "--limit", "1000", "--data", dataFolder]);
    const rows = stdout.trim().split("\n").map((line) => JSON.parse(line) as { usage: object; timings: object });
    expect(rows).toHaveLength(100);
    expect(rows[0]).toMatchObject({ model: "gpt-4o", status: "ok", usage: { promptTokens: 10, completionTokens: 5 }, timings: { totalMs: 1500 } });
  });

  it("maps a table's columns, and names the zone that it took", async () => {
    const path = file("table.csv", "frage;antwort;wann\nHallo;Guten Tag;2024-07-01 08:00\n");
    const mapped = await run(path, "--map", "frage=input", "--map", "antwort=output", "--map", "wann=createdAt", "--time-zone", "Europe/Berlin");
    expect([mapped.code, mapped.stdout]).toEqual([0, "Its first line is 3 names, separated by semicolons.\n1 imported.\n1 times name no zone and were taken as UTC or as --time-zone says.\n"]);
    const { stdout } = await tapedeck(["query", "--text", "Hallo", "--data", dataFolder]);
    expect(JSON.parse(stdout)).toMatchObject({ createdAt: "2024-07-01T06:00:00.000Z", output: "Guten Tag" });
  });

  it("ends with exit code 2 and one line where nothing could be read", async () => {
    const { code, stderr } = await run(file("other", '{"a": 1}'));
    expect([code, stderr.trim().split("\n").length, stderr]).toEqual([2, 1, expect.stringContaining("of no format that is known")]);
    const rejected = await run(file("bad.jsonl", '{"messages": []}\n{"messages": 1}\n'), "--format", "openai-jsonl", "--json");
    expect([rejected.code, JSON.parse(rejected.stdout)]).toMatchObject([2, { imported: 0, rejected: 2 }]);
    expect((await run(join(folder, "none"), "--format", "xml")).stderr).toContain("xml is no format of an import");
    expect((await run(join(folder, "none"), "--map", "a=b")).stderr).toContain("--map a=b names no column and field");
  });

  it.skipIf(process.platform === "win32")("ends at Ctrl-C, and the rest comes in when it is run again", async () => {
    const path = file("many.jsonl", Array.from({ length: 8_000 }, (_, n) => JSON.stringify({ messages: [{ role: "user", content: `many ${n}` }, { role: "assistant", content: "yes" }] })).join("\n"));
    const child = startTapedeck(["import", path, "--json", "--data", dataFolder]);
    const result = ended(child);
    await Promise.race([new Promise((resolve) => child.stderr!.once("data", resolve)), result]);
    child.kill("SIGINT");
    const { code, stdout } = await result;
    expect([code, JSON.parse(stdout)]).toMatchObject([3, { error: { code: "cancelled" } }]);
    const again = JSON.parse((await run(path, "--json")).stdout) as Record<string, number>;
    expect(again["imported"]! + again["duplicates"]!).toBe(8_000);
    expect(again["duplicates"]).toBeGreaterThan(0);
    expect(again["imported"]).toBeGreaterThan(0);
  });
});
