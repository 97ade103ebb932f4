import type { Database } from "better-sqlite3";
import type { Fate } from "../../../../shared/schemas/incoming.ts";
import { receivedBody } from "../bodies/sentBody.ts";
import { spanColumns, type PreparedSpan, type SqlValue } from "./prepared.ts";

/** What writes spans into one month. Call it inside a transaction of `db`. A span's id is its own, since nothing else names it. */
export function createMonthSpans(db: Database) {
  const insert = db.prepare<SqlValue[]>(`INSERT OR IGNORE INTO spans (${spanColumns.join(", ")}) VALUES (${spanColumns.map(() => "?").join(", ")})`);
  const complete = db.prepare<SqlValue[]>(`UPDATE spans SET ${spanColumns.map((column) => `${column} = ?`).join(", ")} WHERE key = ?`);
  const known = db.prepare<[string, string], { key: number; status: string }>("SELECT key, status FROM spans WHERE trace_id = ? AND span_id = ?");
  const putBody = db.prepare<[number, string, number, Uint8Array]>("INSERT OR REPLACE INTO span_bodies (span, encoding, size, data) VALUES (?, ?, ?, ?)");
  return {
    /** Stores it, completes the running one that it is the end of, or knows it. */
    put({ row, traceId, spanId, isRunning, body }: PreparedSpan): Fate {
      const { encoding, size, data } = receivedBody(body).body;
      const { changes, lastInsertRowid } = insert.run(...row);
      if (changes === 1) {
        putBody.run(Number(lastInsertRowid), encoding, size, data);
        return { fate: "stored", id: spanId };
      }
      const before = known.get(traceId, spanId);
      if (!before) return { fate: "rejected", reason: "It breaks a rule of the log: what a span must have is missing." };
      if (before.status !== "running" || isRunning) return { fate: "duplicate", id: spanId };
      complete.run(...row, before.key);
      putBody.run(before.key, encoding, size, data);
      return { fate: "completed", id: spanId };
    },
  };
}
