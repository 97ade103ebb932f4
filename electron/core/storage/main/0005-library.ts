/**
 * What a person and the file say of a model, the model it comes from, and the files of a split one. `origin` is what the header says of
 * its source (null: not read yet), `hand_set` names what a person chose. A file that was taken out of the library is not brought in again
 * by a watched folder.
 */
export const library = `
  ALTER TABLE models ADD COLUMN kind TEXT NOT NULL DEFAULT 'model' CHECK (kind IN ('model', 'adapter', 'projector'));
  ALTER TABLE models ADD COLUMN notes TEXT NOT NULL DEFAULT '';
  ALTER TABLE models ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
  ALTER TABLE models ADD COLUMN license TEXT NOT NULL DEFAULT '';
  ALTER TABLE models ADD COLUMN provenance TEXT NOT NULL DEFAULT '';
  ALTER TABLE models ADD COLUMN is_retired INTEGER NOT NULL DEFAULT 0 CHECK (is_retired IN (0, 1));
  ALTER TABLE models ADD COLUMN base_id TEXT;
  ALTER TABLE models ADD COLUMN lineage TEXT NOT NULL DEFAULT '';
  ALTER TABLE models ADD COLUMN parts INTEGER NOT NULL DEFAULT 1 CHECK (parts > 0);
  ALTER TABLE models ADD COLUMN origin TEXT;
  ALTER TABLE models ADD COLUMN hand_set TEXT NOT NULL DEFAULT '[]';

  -- Nobody wrote down whether a person had chosen these.
  UPDATE models SET hand_set = '["family","version"]';

  CREATE TABLE dismissed_files (
    location TEXT PRIMARY KEY,
    dismissed_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;
