import Sqlite from "better-sqlite3";

/** SQLite's own checkpoints, and the writer's, keep it below this. */
const ordinaryBytes = 96 * 1024 * 1024;

/**
 * Why the write-ahead log of a database is large; null where it is not. A checkpoint that waits for nobody says how much of it can go
 * back into the database: what can't is held by someone who still reads an older state.
 */
export function walCause(path: string, walBytes: number): string | null {
  if (walBytes <= ordinaryBytes) return null;
  const db = new Sqlite(path, { fileMustExist: true, timeout: 0 });
  try {
    const [state] = db.pragma("wal_checkpoint(PASSIVE)") as { busy: number; log: number; checkpointed: number }[];
    if (!state || state.busy !== 0) return "It is being put back into the database right now.";
    if (state.checkpointed < state.log) return `Someone has been reading for a long time, and ${state.log - state.checkpointed} pages wait for that. End an export, a query or a program that has ${path} open and stopped.`;
    return "Everything in it has been put back into the database; the next write makes it small again.";
  } finally {
    db.close();
  }
}
