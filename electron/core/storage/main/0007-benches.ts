/** What benches measured, and the best speed of each model on each machine in like conditions. */
export const benches = `
  CREATE TABLE benches (
    id TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    model_sha256 TEXT NOT NULL,
    machine_fingerprint TEXT NOT NULL,
    engine TEXT NOT NULL,
    settings TEXT NOT NULL,
    figures TEXT NOT NULL
  ) STRICT;
  CREATE INDEX benches_by_model ON benches (model_sha256, machine_fingerprint, at DESC);

  CREATE TABLE speed_records (
    model_sha256 TEXT NOT NULL,
    machine_fingerprint TEXT NOT NULL,
    conditions TEXT NOT NULL,
    tokens_per_second REAL NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (model_sha256, machine_fingerprint, conditions)
  ) STRICT, WITHOUT ROWID;
`;
