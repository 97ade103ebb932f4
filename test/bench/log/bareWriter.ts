import { incomingColumns, type PreparedInteraction, type SqlValue } from "../../../electron/core/interactions/ingest/prepared.ts";
import { receivedBody } from "../../../electron/core/interactions/bodies/sentBody.ts";
import { logMigrations } from "../../../electron/core/storage/log/migrations.ts";
import { openDatabase } from "../../../electron/core/storage/openDatabase.ts";

const bodyColumns = "(interaction, kind, encoding, size, data) VALUES (?, ?, ?, ?, ?)";

/** Raw better-sqlite3: the same rows, bodies and words into the same tables, all made ready before, and nothing else. */
export function createBareWriter(path: string) {
  const db = openDatabase(path, logMigrations);
  const insert = db.prepare<SqlValue[]>(`INSERT INTO interactions (${incomingColumns.join(", ")}) VALUES (${incomingColumns.map(() => "?").join(", ")})`);
  const insertBody = db.prepare<SqlValue[]>(`INSERT INTO bodies ${bodyColumns}`);
  const insertTag = db.prepare<[string, string]>("INSERT INTO interaction_tags (tag, id) VALUES (?, ?)");
  const insertText = db.prepare<[number, string, string, string]>("INSERT INTO interaction_text (rowid, input, output, error) VALUES (?, ?, ?, ?)");
  const keyOf = db.prepare<[string], number>("SELECT key FROM interactions WHERE id = ?").pluck();
  const finish = db.prepare<SqlValue[]>("UPDATE interactions SET status = 'ok', ended_at = ?, output = ?, finish_reason = ?, prompt_tokens = ?, completion_tokens = ?, first_token_ms = ?, generation_ms = ?, total_ms = ?, tokens_per_second = ? WHERE key = ?");
  const at = (column: (typeof incomingColumns)[number]) => incomingColumns.indexOf(column);
  const endedBlank = new Set([at("ended_at"), at("finish_reason"), at("prompt_tokens"), at("completion_tokens"), at("first_token_ms"), at("generation_ms"), at("total_ms"), at("tokens_per_second")]);

  function putBodies(key: number, bodies: PreparedInteraction["bodies"]): void {
    for (const [kind, sent] of bodies) {
      const { body } = receivedBody(sent);
      insertBody.run(key, kind, body.encoding, body.size, body.data);
    }
  }
  const addText = (key: number, { text }: PreparedInteraction) => void insertText.run(key, text.input, text.output, text.error);

  return {
    whole: db.transaction((items: PreparedInteraction[]) => {
      for (const item of items) {
        const key = Number(insert.run(...item.row).lastInsertRowid);
        putBodies(key, item.bodies);
        for (const tag of item.tags) insertTag.run(tag, item.id);
        addText(key, item);
      }
    }).immediate,
    begin: db.transaction((items: PreparedInteraction[]) => {
      for (const item of items) {
        const row = item.row.map((value, column) => (column === at("status") ? "running" : column === at("output") ? "" : endedBlank.has(column) ? null : value));
        const key = Number(insert.run(...row).lastInsertRowid);
        putBodies(key, item.bodies.slice(0, 1));
        for (const tag of item.tags) insertTag.run(tag, item.id);
      }
    }).immediate,
    finish: db.transaction((items: PreparedInteraction[]) => {
      for (const item of items) {
        const key = keyOf.get(item.id)!;
        finish.run(...(["ended_at", "output", "finish_reason", "prompt_tokens", "completion_tokens", "first_token_ms", "generation_ms", "total_ms", "tokens_per_second"] as const).map((column) => item.row[at(column)]!), key);
        putBodies(key, item.bodies.slice(1));
        addText(key, item);
      }
    }).immediate,
    close: () => db.close(),
  };
}
