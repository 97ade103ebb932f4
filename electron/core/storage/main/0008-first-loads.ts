/** What became of a file's first load, in a process that was ended afterwards. `reason` null: it answered. */
export const firstLoads = `
  CREATE TABLE first_loads (
    sha256 TEXT PRIMARY KEY,
    engine TEXT NOT NULL,
    reason TEXT,
    at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;
