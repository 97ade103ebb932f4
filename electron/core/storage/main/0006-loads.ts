/**
 * How loading a model with certain settings went, by machine. `state` is `loading` while it is tried: a row that still says so at start
 * was cut short. `answered_at`: when it last answered with them; `measured_bytes`: what it took after its first answer.
 */
export const loads = `
  CREATE TABLE model_loads (
    model_id TEXT NOT NULL REFERENCES models (id) ON DELETE CASCADE,
    machine TEXT NOT NULL,
    settings TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('loading', 'worked', 'failed')),
    changed_at INTEGER NOT NULL,
    error TEXT,
    gpu_layers INTEGER,
    answered_at INTEGER,
    measured_bytes INTEGER,
    measured_at INTEGER,
    PRIMARY KEY (model_id, machine, settings)
  ) STRICT, WITHOUT ROWID;
`;
