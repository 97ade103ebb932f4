import type { Database } from "better-sqlite3";
import { encodeBody, type Body } from "./body.ts";
import type { CutBody } from "./repeats.ts";

/** Keys remembered. */
const rememberedKeys = 10_000;

/** The parts of one month's bodies: each kept once, with a count of its uses. Call it inside a transaction of `db`, whose end is told. */
export function createPartTable(db: Database) {
  const keyOfHash = db.prepare<[Buffer], number>("SELECT key FROM parts WHERE hash = ?").pluck();
  const insert = db.prepare("INSERT INTO parts (hash, uses, encoding, size, data) VALUES (@hash, 0, @encoding, @size, @data)");
  const addUses = db.prepare("UPDATE parts SET uses = uses + @uses WHERE key = @key");
  const dropUnused = db.prepare("DELETE FROM parts WHERE key = ? AND uses <= 0");
  const keys = new Map<string, number>();
  /** Written at the end of the transaction: a system prompt is used by each of a thousand rows. */
  const uses = new Map<number, number>();
  const count = (key: number, by: number) => void uses.set(key, (uses.get(key) ?? 0) + by);

  function keyOf(hash: string, bytes: Uint8Array): number {
    const known = keys.get(hash);
    if (known !== undefined) return known;
    const hashBytes = Buffer.from(hash, "base64url");
    const { encoding, size, data } = encodeBody(bytes);
    const key = keyOfHash.get(hashBytes) ?? Number(insert.run({ hash: hashBytes, encoding, size, data }).lastInsertRowid);
    keys.set(hash, key);
    if (keys.size > rememberedKeys) keys.delete(keys.keys().next().value!);
    return key;
  }

  return {
    /** The body with its parts' keys. */
    keep({ body, parts }: CutBody): Body {
      if (parts.length === 0) return body;
      const keyed = parts.map(({ offset, hash, bytes }) => {
        const key = keyOf(hash, bytes);
        count(key, 1);
        return [offset, key];
      });
      return { ...body, parts: JSON.stringify(keyed) };
    },
    /** One use less of each. */
    release(parts: string): void {
      for (const [, key] of JSON.parse(parts) as [number, number][]) count(key, -1);
    },
    /** The last thing in a transaction. */
    writeUses(): void {
      let isDropped = false;
      for (const [key, by] of uses) {
        addUses.run({ key, uses: by });
        if (by < 0 && dropUnused.run(key).changes > 0) isDropped = true;
      }
      uses.clear();
      if (isDropped) keys.clear();
    },
    /** The transaction was taken back, and keys with it. */
    forget(): void {
      uses.clear();
      keys.clear();
    },
  };
}
export type PartTable = ReturnType<typeof createPartTable>;
