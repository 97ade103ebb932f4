/** Saved views of the list of interactions. `columns` is JSON. */
export const views = `
  CREATE TABLE views (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL COLLATE NOCASE UNIQUE,
    filter TEXT NOT NULL,
    text TEXT NOT NULL,
    text_in TEXT,
    sort TEXT NOT NULL,
    columns TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;
