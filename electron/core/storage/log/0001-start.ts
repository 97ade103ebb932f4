/**
 * One month of the log. Narrow rows for lists; bodies apart, compressed; full text; spans and feedback for what comes in from
 * elsewhere. Columns of exact text are BLOBs of JSON, because SQLite's TEXT ends at NUL and has no lone surrogates. Metadata stands
 * last, so that a list of rows never reads it.
 */
export const start = `
  CREATE TABLE interactions (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    ended_at INTEGER,
    status TEXT NOT NULL CHECK (status IN ('running', 'ok', 'failed', 'cancelled', 'interrupted', 'blocked')),
    origin TEXT NOT NULL,
    model TEXT,
    model_sha256 TEXT,
    deployment TEXT,
    session TEXT,
    user TEXT,
    tags TEXT NOT NULL DEFAULT '[]',
    trace_id TEXT,
    span_id TEXT,
    parent_span_id TEXT,
    source TEXT,
    source_id TEXT,
    replay_of TEXT,
    input TEXT NOT NULL,
    output TEXT NOT NULL DEFAULT '',
    finish_reason TEXT,
    error_code TEXT,
    error TEXT,
    prompt_tokens INTEGER,
    completion_tokens INTEGER,
    cached_tokens INTEGER,
    queue_ms REAL,
    load_ms REAL,
    prompt_ms REAL,
    first_token_ms REAL,
    generation_ms REAL,
    total_ms REAL,
    tokens_per_second REAL,
    metadata TEXT
  ) STRICT;
  CREATE UNIQUE INDEX interactions_by_span ON interactions (trace_id, span_id) WHERE trace_id IS NOT NULL AND span_id IS NOT NULL;
  CREATE UNIQUE INDEX interactions_by_source ON interactions (source, source_id) WHERE source IS NOT NULL AND source_id IS NOT NULL;
  CREATE INDEX interactions_by_status ON interactions (status, id);
  CREATE INDEX interactions_by_session ON interactions (session, id) WHERE session IS NOT NULL;
  CREATE INDEX interactions_by_replay ON interactions (replay_of, id) WHERE replay_of IS NOT NULL;

  CREATE TABLE bodies (
    interaction INTEGER NOT NULL REFERENCES interactions (key) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    encoding TEXT NOT NULL CHECK (encoding IN ('plain', 'zstd')),
    size INTEGER NOT NULL,
    data BLOB NOT NULL,
    UNIQUE (interaction, kind)
  ) STRICT;

  CREATE VIRTUAL TABLE interaction_text USING fts5 (input, output, error, content = '', contentless_delete = 1, tokenize = 'unicode61');

  CREATE TABLE spans (
    key INTEGER PRIMARY KEY,
    trace_id TEXT NOT NULL,
    span_id TEXT NOT NULL,
    parent_span_id TEXT,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    duration_ms REAL,
    status TEXT NOT NULL,
    attributes BLOB,
    UNIQUE (trace_id, span_id)
  ) STRICT;

  CREATE TABLE feedback (
    id TEXT PRIMARY KEY,
    interaction_id TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    name TEXT NOT NULL,
    value REAL,
    label TEXT,
    comment TEXT,
    correction TEXT,
    annotator TEXT
  ) STRICT;
  CREATE INDEX feedback_by_interaction ON feedback (interaction_id);
`;
