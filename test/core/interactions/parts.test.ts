import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { decodeBody, type StoredBody } from "../../../electron/core/interactions/bodies/body.ts";
import { createBodyTable } from "../../../electron/core/interactions/bodies/bodyTable.ts";
import { cutParts } from "../../../electron/core/interactions/bodies/cutParts.ts";
import { createPartReader } from "../../../electron/core/interactions/bodies/partReader.ts";
import { createRepeats } from "../../../electron/core/interactions/bodies/repeats.ts";
import { logMigrations } from "../../../electron/core/storage/log/migrations.ts";
import { openDatabase } from "../../../electron/core/storage/openDatabase.ts";
import { tempFolder } from "../../helpers/tempFolder.ts";

const long = `You are ${"patient and ".repeat(40)}kind.`;
const tools = [{ type: "function", function: { name: "find_order", description: "x".repeat(40), parameters: { type: "object", properties: { id: { type: "string", description: "a \"quoted\" ] one".repeat(10) } } } } }];
const requestOf = (question: string) => Buffer.from(JSON.stringify({ messages: [{ role: "system", content: long }, { role: "user", content: question }], tools }));

function openBodies() {
  const db = openDatabase(join(tempFolder(), "2026-11.sqlite"), logMigrations);
  onTestFinished(() => void db.close());
  const addRow = db.prepare("INSERT INTO interactions (id, created_at, status, origin, input) VALUES (?, 0, 'ok', 'chat', '')");
  return { db, bodies: createBodyTable(db), addRow: () => Number(addRow.run(`int_${Math.random()}`).lastInsertRowid) };
}
const usesIn = (db: ReturnType<typeof openBodies>["db"]) => db.prepare("SELECT uses FROM parts ORDER BY key").pluck().all();

it.each<[string, string, string[]]>([
  ["long strings, wherever they stand", JSON.stringify({ a: [{ b: long }] }), [JSON.stringify(long)]],
  ["a string with escapes to its end", JSON.stringify({ a: `${'\\"'.repeat(200)}\\` }), [JSON.stringify(`${'\\"'.repeat(200)}\\`)]],
  ["tools as a whole", JSON.stringify({ tools, messages: [] }), [JSON.stringify(tools)]],
  ["tools of a deeper place by their strings only", JSON.stringify({ a: { tools: [long] } }), [JSON.stringify(long)]],
  ["nothing of short ones", JSON.stringify({ messages: [{ content: "Hello" }], tools: [] }), []],
  ["a string that never ends", `{"a":"${"x".repeat(300)}`, [`"${"x".repeat(300)}`]],
  ["a list that never ends", `{"tools":[${"1,".repeat(200)}`, [`[${"1,".repeat(200)}`]],
])("cuts out %s", (_, json, expected) => {
  const bytes = Buffer.from(json);
  expect(cutParts(bytes).map(({ from, to }) => bytes.toString("utf8", from, to))).toEqual(expected);
});

it("keeps a long piece once from its second time on, and gives every body's own bytes back", () => {
  const { db, bodies, addRow } = openBodies();
  const repeats = createRepeats();
  const requests = Array.from({ length: 50 }, (_, n) => requestOf(`question ${n} 🚚 \u65e5`));
  const keys = requests.map(addRow);
  db.transaction(() => {
    requests.forEach((bytes, n) => bodies.insert(keys[n]!, "request", repeats.cut(bytes)));
    bodies.beforeCommit();
  })();
  expect(usesIn(db)).toEqual([49, 49]);
  const partOf = createPartReader(db);
  const stored = db.prepare<[], StoredBody>("SELECT encoding, data, parts FROM bodies ORDER BY interaction").all();
  expect(stored.map((body) => Buffer.from(decodeBody(body, partOf)).toString())).toEqual(requests.map(String));
  expect(stored.slice(1).every(({ data }) => data.length < 120)).toBe(true);

  db.transaction(() => {
    for (const key of keys.slice(0, 49)) bodies.removeOf(key);
    bodies.beforeCommit();
  })();
  expect(usesIn(db)).toEqual([1, 1]);
  expect(Buffer.from(decodeBody(db.prepare<[], StoredBody>("SELECT encoding, data, parts FROM bodies").get()!, partOf)).equals(requests[49]!)).toBe(true);
  db.transaction(() => {
    bodies.removeOf(keys[49]!);
    bodies.beforeCommit();
  })();
  expect(usesIn(db)).toEqual([]);
});

it("keeps no key of a transaction that was taken back", () => {
  const { db, bodies, addRow } = openBodies();
  const repeats = createRepeats();
  const put = (fails: boolean) =>
    db.transaction(() => {
      bodies.insert(addRow(), "request", repeats.cut(requestOf("again")));
      if (fails) throw new Error("a planted fault");
      bodies.beforeCommit();
    })();
  put(false);
  expect(() => put(true)).toThrow("a planted fault");
  bodies.afterRollback();
  put(false);
  expect(usesIn(db)).toEqual([1, 1]);
  const partOf = createPartReader(db);
  const stored = db.prepare<[], StoredBody>("SELECT encoding, data, parts FROM bodies").all();
  expect(stored.map((body) => Buffer.from(decodeBody(body, partOf)).toString())).toEqual([requestOf("again").toString(), requestOf("again").toString()]);
});
