/** Imports of files, and where each one is in its file: one that was cut short goes on there. */
export const imports = `
  CREATE TABLE imports (
    job_id TEXT PRIMARY KEY,
    file TEXT NOT NULL,
    path TEXT NOT NULL,
    format TEXT NOT NULL,
    why TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed', 'cancelled', 'interrupted')),
    started_at INTEGER NOT NULL,
    byte INTEGER NOT NULL,
    line INTEGER NOT NULL,
    records INTEGER NOT NULL,
    imported INTEGER NOT NULL,
    duplicates INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    rejects TEXT NOT NULL,
    spans INTEGER NOT NULL,
    feedback INTEGER NOT NULL,
    others_there INTEGER NOT NULL,
    zone_assumed INTEGER NOT NULL,
    resumed_at_bytes INTEGER,
    error TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX imports_by_file ON imports (file, started_at);
`;
