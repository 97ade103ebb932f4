import type { Database } from "better-sqlite3";
import { encodeJson, type Body } from "./body.ts";
import type { BodyKind } from "./bodyKinds.ts";
import { createPartTable } from "./partTable.ts";
import type { CutBody } from "./repeats.ts";

/** The bodies of one month, long parts of which are kept once. Call it inside a transaction of `db`, whose end is told. */
export function createBodyTable(db: Database) {
  const insert = db.prepare<[number, BodyKind, string, number, Uint8Array, string | null]>("INSERT INTO bodies (interaction, kind, encoding, size, data, parts) VALUES (?, ?, ?, ?, ?, ?)");
  const replace = db.prepare<[number, BodyKind, string, number, Uint8Array, string | null]>(`
    INSERT INTO bodies (interaction, kind, encoding, size, data, parts) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (interaction, kind) DO UPDATE SET encoding = excluded.encoding, size = excluded.size, data = excluded.data, parts = excluded.parts`);
  const partsOf = db.prepare<[number], string>("SELECT parts FROM bodies WHERE interaction = ? AND parts IS NOT NULL").pluck();
  const removeAll = db.prepare<[number]>("DELETE FROM bodies WHERE interaction = ?");
  const parts = createPartTable(db);

  function removeOf(key: number): void {
    for (const each of partsOf.all(key)) parts.release(each);
    removeAll.run(key);
  }

  return {
    insert(key: number, kind: BodyKind, cut: CutBody): void {
      const { encoding, size, data, parts: keys } = parts.keep(cut);
      insert.run(key, kind, encoding, size, data, keys);
    },
    /** Without parts, in place of one that may be there and has none either. */
    replace(key: number, kind: BodyKind, { encoding, size, data }: Body): void {
      replace.run(key, kind, encoding, size, data, null);
    },
    putJson(key: number, kind: BodyKind, value: unknown): void {
      this.replace(key, kind, encodeJson(value));
    },
    removeOf,
    /** The last thing in a transaction. */
    beforeCommit: parts.writeUses,
    /** The transaction was taken back. */
    afterRollback: parts.forget,
  };
}
export type BodyTable = ReturnType<typeof createBodyTable>;
