import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { InteractionLog } from "../../../electron/core/interactions/interactionLog.ts";
import type { Outcome } from "../../../electron/core/interactions/recording.ts";
import type { RunRequest } from "../../../shared/schemas/chat.ts";
import { openTestLog } from "../../helpers/openTestLog.ts";
import { sampleOutcome, sampleStart } from "../../helpers/sampleRecording.ts";

const never = new AbortController().signal;
const day = (month: number, date: number, hour = 0) => Date.UTC(2026, month - 1, date, hour);
const long = "x".repeat(400);
const rows: Record<string, { input: string; at: number; request?: Partial<RunRequest>; outcome?: Partial<Outcome> }> = {
  plain: { input: "Where is my order?", at: day(10, 31, 23) },
  vip: { input: `${long} Refund`, at: day(11, 24), request: { session: "ses_9", user: "Ünal", tags: ["vip", "de"], metadata: { ticket: 4821, paid: true, note: "later" } } },
  failed: { input: "hello", at: day(11, 25, 11), request: { metadata: { ticket: "4821", paid: false } }, outcome: { status: "failed", error: { code: "model-crashed", message: "It fell over" }, finishReason: null, model: null } },
  slow: { input: "hello", at: day(11, 25), request: { origin: "playground" }, outcome: { timings: { ...sampleOutcome().timings, totalMs: 2500.5 }, usage: { promptTokens: 9_007_199_254_740_991, completionTokens: 2, cachedTokens: 0 } } },
};

let folder: string;
let log: InteractionLog;
const names = new Map<string, string>();
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tapedeck-filters-"));
  log = await openTestLog(folder);
  for (const [name, { input, at, request, outcome }] of Object.entries(rows)) {
    const { id, committed } = log.begin(sampleStart(input, request, at));
    await committed;
    await log.finish(id, sampleOutcome("Fine.", outcome));
    names.set(id, name);
  }
});
afterAll(async () => {
  await log.close();
  rmSync(folder, { recursive: true });
});

describe("a filter", () => {
  it.each([
    ["status = failed", "failed"],
    ["status != ok", "failed"],
    ["status in (ok, cancelled)", "plain slow vip"],
    ["not status = ok", "failed"],
    ["status = ok and (tags = vip or origin = playground)", "slow vip"],
    ["session = ses_9 or timings.totalMs > 2500", "slow vip"],
    ["timings.totalMs = 2500.5", "slow"],
    ["timings.totalMs > 2.5s", "slow"],
    ["timings.totalMs < 20ms", "failed plain vip"],
    ["errorCode = model-crashed", "failed"],
    ["status = failed and errorCode : CRASH", "failed"],
    ["has source or has clockMark or has reasoning", ""],
    ["usage.promptTokens >= 9007199254740991", "slow"],
    ["usage.promptTokens > 9007199254740991", ""],
    ["usage.promptTokens < 99999999999999999999", "failed plain slow vip"],
    ["has tags", "vip"],
    ["not has tags and has session", ""],
    ["tags != vip", "failed plain slow"],
    ["tags : VI", "vip"],
    ["has error", "failed"],
    ['error : "FELL"', "failed"],
    ["has model", "plain slow vip"],
    ["model != other", "failed plain slow vip"],
    ["model : support", "plain slow vip"],
    ["user : üNAL", "vip"],
    ["input : refund", "vip"],
    [`input = "${long} Refund"`, "vip"],
    ['output = "Fine."', "failed plain slow vip"],
    ["metadata.ticket = 4821", "failed vip"],
    ['metadata.ticket = "4821"', "failed"],
    ["metadata.ticket > 4000", "failed vip"],
    ["status = ok and metadata.ticket = 4821", "vip"],
    ["metadata.paid = true", "vip"],
    ["metadata.paid != true", "failed plain slow"],
    ["has metadata.note", "vip"],
    ["metadata.nothing = 1", ""],
    ['createdAt >= "2026-11-24" and createdAt < "2026-11-25"', "vip"],
    ["createdAt = 2026-11-25", "failed slow"],
    ["createdAt != 2026-11-25", "plain vip"],
    ["createdAt > 2026-11-24", "failed slow"],
    ["createdAt <= 2026-11-24", "plain vip"],
    ["createdAt > -6h", "failed"],
    ["createdAt >= 2026-11-25T11:00 and createdAt <= 2026-11-25T12:00+01:00", "failed"],
  ])("%s finds %j", async (filter, expected) => {
    const { items } = await log.list({ filter, limit: 100 }, never);
    expect(items.map(({ id }) => names.get(id)!).sort((a, b) => (a < b ? -1 : 1)).join(" ")).toBe(expected);
    expect(await log.count({ filter }, never)).toEqual({ total: items.length });
  });

  it.each([
    ["status = fialed", 9, "“fialed” is none of running, ok, failed"],
    ["usage.promptTokens = many", 21, "“many” is no number"],
    ["usage.promptTokens > 2s", 21, "“2s” is no number"],
    ["timings.totalMs > soon", 18, "“soon” is no number"],
    ["feedback.quality > good", 19, "Labels have no order"],
    ["clockMark = odd", 12, "“odd” is none of future"],
    ["usage.promptTokens : 3", 21, "Only text can contain"],
    ["createdAt > yesterday", 12, "“yesterday” is no time"],
    ['createdAt = "2026-02-30"', 12, "“2026-02-30” is no time"],
    ["tags > a", 7, "Tags have no order"],
    ["sttus = ok", 0, "There is no field “sttus”"],
  ])("%s is refused with its place", async (filter, position, message) => {
    await expect(log.list({ filter, limit: 1 }, never)).rejects.toMatchObject({ code: "bad-filter", message: expect.stringContaining(message), details: { position } });
  });

  it("of any length or depth is no error of SQL", async () => {
    const many = Array.from({ length: 1200 }, (_, n) => n);
    expect((await log.count({ filter: many.map((n) => `id=${n}`).join(" or ") }, never)).total).toBe(0);
    expect((await log.count({ filter: `id in (${many.join(",")})` }, never)).total).toBe(0);
    expect((await log.count({ filter: `${"not (".repeat(49)}has error${")".repeat(49)}` }, never)).total).toBe(3);
  });

  it("goes together with a search, a status and paging", async () => {
    const page = await log.list({ filter: 'input = "hello"', text: "hello", status: ["ok", "failed"], limit: 1 }, never);
    expect(page.items.map(({ id }) => names.get(id))).toEqual(["failed"]);
    const next = await log.list({ filter: 'input = "hello"', text: "hello", status: ["ok", "failed"], limit: 1, cursor: page.next! }, never);
    expect([next.items.map(({ id }) => names.get(id)), next.next]).toEqual([["slow"], null]);
  });
});

it("takes a bare day for that day where the core is, also when the clock is put forward, or in UTC", () => {
  const dayIn = (timeZone: "local" | "utc", day: string): unknown => {
    const program = `import { filterTime } from ${JSON.stringify(new URL("../../../electron/core/interactions/filter/filterTimes.ts", import.meta.url).href)};
      console.log(JSON.stringify(filterTime({ text: "${day}", isQuoted: true, at: 0 }, { now: 0, timeZone: "${timeZone}" })));`;
    return JSON.parse(execFileSync(process.execPath, ["--input-type=module", "-e", program], { env: { ...process.env, TZ: "Europe/Berlin" }, encoding: "utf8" }));
  };
  expect(dayIn("local", "2026-03-29")).toEqual({ from: Date.UTC(2026, 2, 28, 23), to: Date.UTC(2026, 2, 29, 22) });
  expect(dayIn("local", "2026-10-25")).toEqual({ from: Date.UTC(2026, 9, 24, 22), to: Date.UTC(2026, 9, 25, 23) });
  expect(dayIn("utc", "2026-03-29")).toEqual({ from: Date.UTC(2026, 2, 29), to: Date.UTC(2026, 2, 30) });
});
