/** Comparisons and their cells; a cell is JSON without its output, which stands in the log. */
export const comparisons = `
  CREATE TABLE comparisons (
    id TEXT PRIMARY KEY,
    created_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('running', 'done', 'cancelled', 'failed', 'interrupted')),
    job_id TEXT,
    targets TEXT NOT NULL,
    inputs TEXT NOT NULL,
    sampling TEXT
  ) STRICT;

  CREATE TABLE comparison_cells (
    comparison_id TEXT NOT NULL REFERENCES comparisons (id) ON DELETE CASCADE,
    row INTEGER NOT NULL,
    column INTEGER NOT NULL,
    cell TEXT NOT NULL,
    PRIMARY KEY (comparison_id, row, column)
  ) STRICT, WITHOUT ROWID;
`;
