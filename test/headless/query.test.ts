import Sqlite from "better-sqlite3";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestLog } from "../helpers/openTestLog.ts";
import { sampleOutcome, sampleStart } from "../helpers/sampleRecording.ts";
import { newDataFolder, startServe, startTapedeck, tapedeck } from "../helpers/tapedeck.ts";

const dataFolder = newDataFolder();
const count = 1200;
const long = "long answer \ud800 \0 é\u2028".repeat(100);
const odd = "\ud800 \0 é";
const run = (...args: string[]) => tapedeck(["query", ...args, "--data", dataFolder]);
const parsed = (text: string) => text.split("\n").filter(Boolean).map((line) => JSON.parse(line) as Record<string, unknown>);

beforeAll(async () => {
  const log = await openTestLog(dataFolder);
  const rows = Array.from({ length: count }, async (_, index) => {
    const { id, committed } = log.begin(sampleStart(`question ${index}`, {}, Date.UTC(2026, 9, 31, 23, 0) + index * 6000));
    await committed;
    await log.finish(id, sampleOutcome(index === 1 ? odd : index % 100 === 0 ? long : `answer ${index}`));
  });
  await Promise.all(rows);
  await log.close();
});
afterAll(() => rmSync(dataFolder, { recursive: true }));

describe("tapedeck query", () => {
  it("gives the newest 50, and as many as are asked for over pages and months", async () => {
    const newest = parsed((await run()).stdout);
    expect(newest).toHaveLength(50);
    expect(newest[0]).toMatchObject({ input: `question ${count - 1}`, createdAt: new Date(Date.UTC(2026, 9, 31, 23, 0) + (count - 1) * 6000).toISOString() });
    const all = parsed((await run("--limit", "1000000")).stdout);
    expect(all.map(({ input }) => input)).toEqual(Array.from({ length: count }, (_, index) => `question ${count - 1 - index}`));
    expect(parsed((await run("--limit", "0")).stdout)).toEqual([]);
  });

  it("gives texts whole, character by character, long ones and those that SQLite's text can't hold", async () => {
    const [row] = parsed((await run("--filter", 'input = "question 100"')).stdout);
    expect(row).toMatchObject({ output: long, usage: { promptTokens: 3 }, timings: { totalMs: 11 }, error: null });
    expect(parsed((await run("--filter", 'input = "question 1"')).stdout)).toMatchObject([{ output: odd }]);
  });

  it("waits for a reader that is slow", async () => {
    const child = startTapedeck(["query", "--limit", "1200", "--data", dataFolder]);
    let text = "";
    child.stdout!.setEncoding("utf8");
    for await (const chunk of child.stdout!) {
      text += chunk as string;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    if (child.exitCode === null) await once(child, "exit");
    expect(child.exitCode).toBe(0);
    expect(parsed(text)).toHaveLength(count);
  });

  it("keeps the write-ahead log from nothing while its reader has stopped", async () => {
    const serving = await startServe(dataFolder);
    const child = startTapedeck(["query", "--limit", "100000000", "--data", dataFolder]);
    try {
      // Nobody reads: the pipe is full after 64 kB, of some 700 kB.
      child.stdout!.pause();
      await once(child.stdout!, "readable");
      await new Promise((resolve) => setTimeout(resolve, 500));
      expect(child.exitCode).toBeNull();
      for (const month of ["2026-10", "2026-11"]) {
        const db = new Sqlite(join(dataFolder, "log", `${month}.sqlite`));
        try {
          // Gives `busy` 1 where a reader holds on to an old state.
          expect(db.pragma("wal_checkpoint(TRUNCATE)")).toEqual([{ busy: 0, log: 0, checkpointed: 0 }]);
        } finally {
          db.close();
        }
      }
      expect(child.exitCode).toBeNull();
    } finally {
      child.kill("SIGKILL");
      await serving.stop();
    }
  });
});
