/** Models by the hash of their bytes, the files where those bytes lie, and ids that turned out to be another model's. */
export const models = `
  CREATE TABLE models (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    family TEXT NOT NULL,
    version TEXT NOT NULL,
    sha256 TEXT UNIQUE,
    size_bytes INTEGER NOT NULL,
    architecture TEXT NOT NULL,
    parameters INTEGER NOT NULL,
    quantization TEXT NOT NULL,
    context_length INTEGER NOT NULL,
    template_sha256 TEXT,
    imported_at INTEGER NOT NULL,
    settings TEXT NOT NULL
  ) STRICT;

  CREATE TABLE model_files (
    location TEXT PRIMARY KEY,
    model_id TEXT NOT NULL REFERENCES models (id) ON DELETE CASCADE,
    state TEXT NOT NULL CHECK (state IN ('hashing', 'ready', 'missing', 'changed')),
    modified_us INTEGER,
    refused_us INTEGER,
    added_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX model_files_by_model ON model_files (model_id);

  CREATE TABLE model_aliases (
    id TEXT PRIMARY KEY,
    model_id TEXT NOT NULL REFERENCES models (id) ON DELETE CASCADE
  ) STRICT;
  CREATE INDEX model_aliases_by_model ON model_aliases (model_id);
`;
