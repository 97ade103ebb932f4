import type { Database } from "better-sqlite3";
import { statSync } from "node:fs";

/** SQLite's own checkpoints keep the log of changes at 8 MB, unless there is always someone reading; above this, the writer waits for them. */
const boundBytes = 64 * 1024 * 1024;
/** A reader works in short transactions, so that this is long enough; if not, it is tried again at the next commit but a second. */
const waitedForMs = 500;
const triedAgainAfterMs = 1000;

/** Call what it gives after each commit: it keeps the write-ahead log of `db` from growing as long as readers come and go. */
export function createWalBound(db: Database): () => void {
  const path = `${db.name}-wal`;
  let triedAt = 0;
  return () => {
    const sizeBytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    const now = performance.now();
    if (sizeBytes <= boundBytes || now - triedAt < triedAgainAfterMs) return;
    triedAt = now;
    db.pragma(`busy_timeout = ${waitedForMs}`);
    try {
      db.pragma("wal_checkpoint(TRUNCATE)");
    } catch {
      // A full disk or a reader in the way: the commit itself is safe, and the next one tries again.
    } finally {
      db.pragma("busy_timeout = 5000");
    }
  };
}
