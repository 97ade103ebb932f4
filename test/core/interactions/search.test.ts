import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { InteractionLog } from "../../../electron/core/interactions/interactionLog.ts";
import { phrasesOf } from "../../../electron/core/interactions/filter/phrases.ts";
import { openTestLog } from "../../helpers/openTestLog.ts";
import { sampleOutcome, sampleStart } from "../../helpers/sampleRecording.ts";

const never = new AbortController().signal;
let folder: string;
let log: InteractionLog;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tapedeck-search-"));
  log = await openTestLog(folder);
});
afterAll(async () => {
  await log.close();
  rmSync(folder, { recursive: true });
});

async function record(input: string, outcome = sampleOutcome("said")): Promise<string> {
  const { id, committed } = log.begin(sampleStart(input));
  await committed;
  await log.finish(id, outcome);
  return id;
}
const found = async (text: string) => (await log.list({ text, limit: 1000 }, never)).items.map(({ id }) => id);

it.each(["RMA-4417", "note: refund", "can't", "release 31.07", 'a"b', "(x", "foo*", "NEAR", "-x", '"', "AND", "input:", "^start", "{curly}", "100%", "\ud800lone", "nul\0byte", "ümläut", "?!"])(
  "finds %j literally, whatever it means to full text",
  async (words) => {
    const hit = await record(`before ${words} after`);
    expect(await found(words)).toContain(hit);
    expect((await log.count({ text: words }, never)).total).toBe((await found(words)).length);
    expect(await found(`${words} nowhereatall`)).toEqual([]);
  },
);

it.each([["注文番号は四八二一です。", "番号"], ["สถานะคำสั่งซื้อของฉัน", "คำสั่ง"], ["请问我的订单在哪里？", "订单"]])("finds a part of %s, where no blanks part the words", async (sentence, part) => {
  const hit = await record(sentence);
  expect(await found(part)).toEqual([hit]);
});

it("finds the beginning of the last word, as it is being typed, and accents or none", async () => {
  const hit = await record("my parcels reached the Café");
  expect(await found("parcels reac")).toEqual([hit]);
  expect(await found("parc reached")).toEqual([]);
  expect(await found("reached the cafe")).toEqual([hit]);
});

it("looks through the whole conversation, the answer and the error", async () => {
  const long = `${"filler ".repeat(500)}`;
  const input = await record(`${long} zebra`);
  const answer = await record("q", sampleOutcome(`${long} giraffe`));
  const error = await record("q", sampleOutcome("", { status: "failed", error: { code: "model-crashed", message: "an okapi fell over" } }));
  expect([await found("zebra"), await found("giraffe"), await found("okapi fell")]).toEqual([[input], [answer], [error]]);
  const punctuation = await record(`${long} ¿?¿`);
  expect(await found("¿?¿")).toEqual([punctuation]);
});

it("takes in thousands of words without an error of SQL", async () => {
  const words = Array.from({ length: 2000 }, (_, n) => `w${n}`).join(" ");
  const hit = await record(words);
  expect(await found(words)).toEqual([hit]);
});

it("gives the newest first when nearly everything is a hit, and counts all", async () => {
  const begun = Array.from({ length: 2100 }, (_, n) => log.begin(sampleStart(`elk number ${n}`, {}, Date.UTC(2026, 10, 26) + n)));
  await Promise.all(begun.map(({ id }) => log.finish(id, sampleOutcome("moose"))));
  const ids = begun.map(({ id }) => id).toReversed();
  expect((await log.list({ text: "elk", limit: 50 }, never)).items.map(({ id }) => id)).toEqual(ids.slice(0, 50));
  expect((await log.list({ text: "elk", limit: 50, cursor: ids[49]! }, never)).items.map(({ id }) => id)).toEqual(ids.slice(50, 100));
  expect(await log.count({ text: "elk" }, never)).toEqual({ total: 2100 });
  expect((await log.list({ text: "elk 1999", limit: 50 }, never)).items.map(({ id }) => id)).toEqual([begun[1999]!.id]);
}, 20_000);

it("makes no phrases of signs alone", () => {
  expect([phrasesOf('"'), phrasesOf("?! -"), phrasesOf('a"b c')]).toEqual([null, null, { whole: ['"a""b"', '"c"'], begun: null, part: null }]);
});
