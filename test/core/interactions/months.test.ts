import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { InteractionLog } from "../../../electron/core/interactions/interactionLog.ts";
import type { Fate } from "../../../shared/schemas/incoming.ts";
import { sampleFeedback, sampleIncoming } from "../../helpers/incoming.ts";
import { openTestLog } from "../../helpers/openTestLog.ts";
import { sampleOutcome, sampleStart } from "../../helpers/sampleRecording.ts";
import { tempFolder } from "../../helpers/tempFolder.ts";

const never = new AbortController().signal;
const march = Date.UTC(2026, 2, 5);
let folder: string;
let log: InteractionLog;
beforeEach(async () => (log = await openTestLog((folder = tempFolder()))));
afterEach(() => log.close());
const idOf = (fate: Fate | undefined) => (fate && "id" in fate ? fate.id : "");
const inLog = () => readdirSync(join(folder, "log")).filter((name) => !name.startsWith("2026-11")).sort();

async function fill(): Promise<string[]> {
  const { interactions } = await log.ingest({ interactions: [sampleIncoming(1), ...Array.from({ length: 50 }, (_, n) => sampleIncoming(n + 10, { createdAt: march + n }))], spans: [], feedback: [] });
  // Readers have the file open.
  await Promise.all([log.list({ limit: 100 }, never), log.count({}, never)]);
  return interactions.map(idOf);
}

it("archives a month, restores it and drops it, with readers about, in constant time", async () => {
  const ids = await fill();
  const path = join(folder, "log", "2026-03.sqlite");
  const { ino } = statSync(path);
  await log.archive("2026-03");
  expect(inLog()).toEqual(["archive"]);
  expect(readdirSync(join(folder, "log", "archive"))).toEqual(["2026-03.sqlite"]);
  expect((await log.list({ limit: 100 }, never)).items.map(({ id }) => id)).toEqual([ids[0]]);
  expect(await log.months()).toMatchObject([{ month: "2026-11", state: "open", rows: 1 }, { month: "2026-03", state: "archived", rows: 50 }]);
  await expect(log.get({ id: ids[1]! })).rejects.toMatchObject({ code: "not-found" });

  await log.restore("2026-03");
  expect(statSync(path).ino).toBe(ino);
  expect(await log.count({}, never)).toEqual({ total: 51 });
  expect(await log.get({ id: ids[50]! })).toMatchObject({ output: "answer 59" });

  writeFileSync(`${path}.v1.bak`, "a copy of before a migration");
  await log.drop("2026-03");
  expect(await log.count({}, never)).toEqual({ total: 1 });
  expect(inLog()).toEqual(["archive"]);
  expect(await fill()).toHaveLength(51);
  expect(await log.count({}, never)).toEqual({ total: 51 });
});

it("refuses rows of a month that is archived, and takes those beside them", async () => {
  await fill();
  await log.archive("2026-03");
  const { interactions } = await log.ingest({ interactions: [sampleIncoming(90, { createdAt: march }), sampleIncoming(91)], spans: [], feedback: [] });
  expect(interactions).toMatchObject([{ fate: "rejected", reason: expect.stringContaining("2026-03 is archived") }, { fate: "stored" }]);
  expect(existsSync(join(folder, "log", "2026-03.sqlite"))).toBe(false);
});

it("says why a month can't be moved", async () => {
  await fill();
  await expect(log.archive("2026-11")).rejects.toMatchObject({ code: "bad-request", message: expect.stringContaining("still being written") });
  await expect(log.archive("2025-01")).rejects.toMatchObject({ code: "not-found" });
  await expect(log.restore("2026-03")).rejects.toMatchObject({ code: "not-found" });
  await log.archive("2026-03");
  await expect(log.archive("2026-03")).rejects.toMatchObject({ code: "not-found" });
  await log.drop("2026-03");
  await expect(log.restore("2026-03")).rejects.toMatchObject({ code: "not-found" });
});

it("removes interactions with their bodies, parts, words, tags and feedback; what runs here stays", async () => {
  const system = { role: "system" as const, content: "Be kind. ".repeat(60) };
  const items = [1, 2, 3].map((n) => sampleIncoming(n, { request: { target: "m", origin: "api", messages: [system, { role: "user", content: `question ${n}` }], sampling: {} } }));
  const ids = (await log.ingest({ interactions: items, spans: [], feedback: [] })).interactions.map(idOf);
  await log.ingest({ interactions: [], spans: [], feedback: ids.map((interactionId) => sampleFeedback({ interactionId })) });
  const own = log.begin(sampleStart("mine", { tags: ["support"] }));
  await own.committed;
  expect(await log.remove([ids[0]!, ids[1]!, own.id, "int_nothing", "nothing"])).toEqual([ids[0], ids[1]]);
  await log.finish(own.id, sampleOutcome());
  expect((await log.get({ id: ids[2]! })).request.messages).toEqual(items[2]!.request.messages);
  expect(await log.remove(ids)).toEqual([ids[2]]);
  expect(await log.count({ text: "question" }, never)).toEqual({ total: 0 });

  const db = new Sqlite(join(folder, "log", "2026-11.sqlite"), { readonly: true });
  const count = (table: string) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
  expect([count("interactions"), count("feedback"), count("parts"), count("interaction_tags"), db.prepare("SELECT DISTINCT interaction FROM bodies").all().length]).toEqual([1, 0, 0, 1, 1]);
  expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
  db.close();
});
