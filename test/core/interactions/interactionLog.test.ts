import Sqlite from "better-sqlite3";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { InteractionLog } from "../../../electron/core/interactions/interactionLog.ts";
import { decodeBody, type Body } from "../../../electron/core/interactions/bodies/body.ts";
import { openTestLog } from "../../helpers/openTestLog.ts";
import { sampleOutcome, sampleStart } from "../../helpers/sampleRecording.ts";
import { until } from "../../helpers/until.ts";

let folder: string;
let log: InteractionLog;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "tapedeck log #% é-"));
  log = await openTestLog(folder);
});
afterEach(() => log.close());

async function record(start = sampleStart(), outcome = sampleOutcome()): Promise<string> {
  const { id, committed } = log.begin(start);
  await committed;
  await log.finish(id, outcome);
  return id;
}
const ids = async (request: Partial<Parameters<InteractionLog["list"]>[0]>) => (await log.list({ limit: 100, ...request }, new AbortController().signal)).items.map(({ id }) => id);

describe("the log", () => {
  it("gives back all that was recorded, request bytes to token ids", async () => {
    const start = sampleStart("Hello", { session: "ses_1", user: "u", tags: ["a", "b"], metadata: { ticket: 12 }, replayOf: "int_0" });
    const outcome = sampleOutcome();
    const whole = await log.get({ id: await record(start, outcome) });
    expect(whole).toMatchObject({
      status: "ok", input: "Hello", output: outcome.output, request: start.request, prompt: outcome.prompt, promptTokens: outcome.promptTokens, outputTokens: outcome.outputTokens,
      outputTokenEnds: outcome.outputTokenEnds, conditions: outcome.conditions, attempts: outcome.attempts, usage: outcome.usage, timings: outcome.timings, session: "ses_1", user: "u", tags: ["a", "b"], replayOf: "int_0",
    });
  });

  it("keeps calls and likelihoods where an answer has them, and none where it has not", async () => {
    const token = { token: 7, text: "é", bytes: [195, 169], logprob: -0.25 };
    const likely = { toolCalls: [{ id: "a1b2c3d4e", name: "find_order", arguments: '{"id":"\ud83d\ude9a"}' }], logprobs: [{ ...token, top: [token] }], promptLogprobs: [null, { ...token, top: [] }] };
    expect(await log.get({ id: await record(sampleStart(), sampleOutcome("é", likely)) })).toMatchObject(likely);
    expect(await log.get({ id: await record() })).toMatchObject({ toolCalls: null, logprobs: null, promptLogprobs: null });
  });

  it("keeps lone surrogates, NUL and emoji byte for byte, and their preview stays text", async () => {
    const odd = "\ud800 lone, NUL \0 and 🚚";
    const start = sampleStart(odd);
    const id = await record(start, sampleOutcome(odd));
    const whole = await log.get({ id });
    expect(whole.request.messages[0]!.content).toBe(odd);
    expect(whole.output).toBe(odd);
    const db = new Sqlite(join(folder, "log", "2026-11.sqlite"), { readonly: true });
    const stored = db.prepare<[], Body>("SELECT encoding, data FROM bodies WHERE kind = 'request'").get()!;
    expect(Buffer.from(decodeBody(stored)).equals(Buffer.from(start.body))).toBe(true);
    db.close();
    expect((await log.list({ limit: 1 }, new AbortController().signal)).items[0]!.input).toBe("\ufffd lone, NUL ␀ and 🚚");
  });

  it("pages newest first over several months without gap or double", async () => {
    const recorded: string[] = [];
    for (const month of [8, 9, 10]) for (let n = 0; n < 7; n++) recorded.unshift(await record(sampleStart(`${month} ${n}`, {}, Date.UTC(2026, month, 3, n))));
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await log.list({ limit: 4, cursor }, new AbortController().signal);
      seen.push(...page.items.map(({ id }) => id));
      if (page.next === null) break;
      cursor = page.next;
    }
    expect(seen).toEqual(recorded);
  });

  it("finds by id, by the start of an id, and says when that is not enough", async () => {
    const first = await record();
    const second = await record(sampleStart("later", {}, Date.UTC(2026, 10, 25, 13)));
    expect(await log.get({ id: first.slice(0, -2) })).toMatchObject({ id: first });
    expect(await ids({ text: first })).toEqual([first]);
    await expect(log.get({ id: first.slice(0, 8) })).rejects.toMatchObject({ code: "ambiguous" });
    await expect(log.get({ id: "int_nothing" })).rejects.toMatchObject({ code: "not-found" });
    expect(await ids({ text: second.slice(0, -2) })).toEqual([second]);
    expect(await ids({ text: ` ${second.slice(0, 8).toUpperCase()} ` })).toEqual([second, first]);
  });

  it("tells watchers of each row once more for each change, the newest state last", async () => {
    const controller = new AbortController();
    const seen: string[] = [];
    const watching = (async () => {
      for await (const { interaction } of log.watch({}, controller.signal)) {
        seen.push(`${interaction.status} ${interaction.output}`);
        if (interaction.status === "ok") controller.abort();
      }
    })();
    const { id, committed } = log.begin(sampleStart());
    await committed;
    await until(() => seen.length === 1);
    log.progress(id, "It", 1);
    await until(() => seen.length === 2);
    await log.finish(id, sampleOutcome());
    await watching;
    expect(seen).toEqual(["running ", "running It", "ok It is on its way."]);
  });

  it("marks what an earlier core left running as interrupted, with the text so far, findable", async () => {
    const { id, committed } = log.begin(sampleStart("an elephant"));
    await committed;
    log.progress(id, "the text so far", 4);
    await log.close();
    log = await openTestLog(folder);
    expect(log.interrupted).toBe(1);
    expect(await log.get({ id })).toMatchObject({ status: "interrupted", output: "the text so far", usage: { completionTokens: 4 }, error: { code: "connection-lost" } });
    expect(await ids({ text: "elephant" })).toEqual([id]);
    expect(await ids({ text: "text so far" })).toEqual([id]);
  });

  it("lists the replays of an interaction, newest first", async () => {
    const original = await record();
    const replays = [await record(sampleStart("x", { replayOf: original })), await record(sampleStart("x", { replayOf: original }, Date.UTC(2026, 11, 1)))];
    expect((await log.replaysOf(original)).map(({ id }) => id)).toEqual(replays.toReversed());
  });

  it("shows 300 characters of a long text, and cuts none in two", async () => {
    await record(sampleStart(`${"x".repeat(299)}🚚 and on`), sampleOutcome("y".repeat(400)));
    const [item] = (await log.list({ limit: 1 }, new AbortController().signal)).items;
    expect([item!.input, item!.output]).toEqual(["x".repeat(299), "y".repeat(300)]);
  });

  it("keeps a body of 10 MB whole", async () => {
    const content = "0123456789".repeat(1_000_000);
    expect((await log.get({ id: await record(sampleStart(content), sampleOutcome(content)) })).output).toBe(content);
  });

  it("takes in a burst of 20,000 and loses none", async () => {
    const begun = Array.from({ length: 20_000 }, (_, n) => log.begin(sampleStart(`burst ${n}`)));
    await Promise.all(begun.map(({ committed }) => committed));
    expect(await log.count({}, new AbortController().signal)).toEqual({ total: 20_000 });
  }, 60_000);
});
