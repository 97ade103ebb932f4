import { logMigrations } from "../../electron/core/storage/log/migrations.ts";
import { openDatabase } from "../../electron/core/storage/openDatabase.ts";
import { encodeBody } from "../../electron/core/interactions/bodies/body.ts";
import { createIds } from "../../electron/core/interactions/ids.ts";
import { sampleStart } from "./sampleRecording.ts";

/** A month at `path` as the version before left it, with `rows` ended interactions; gives their ids. */
export function monthOfBefore(path: string, rows: number): string[] {
  const db = openDatabase(path, logMigrations.slice(0, 1));
  const newId = createIds();
  const insert = db.prepare("INSERT INTO interactions (id, created_at, status, origin, tags, input, output) VALUES (?, ?, 'ok', 'chat', '[\"a\"]', ?, 'It is on its way.')");
  const putBody = db.prepare("INSERT INTO bodies (interaction, kind, encoding, size, data) VALUES (?, 'request', @encoding, @size, @data)");
  const ids = db.transaction(() =>
    Array.from({ length: rows }, (_, n) => {
      const { createdAt, body } = sampleStart(`question ${n}`);
      const id = newId(createdAt);
      const { encoding, size, data } = encodeBody(body);
      putBody.run(insert.run(id, createdAt, `question ${n}`).lastInsertRowid, { encoding, size, data });
      return id;
    }),
  )();
  db.close();
  return ids;
}
