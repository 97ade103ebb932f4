import type { Database } from "better-sqlite3";
import { basename } from "node:path";
import { zstdDecompressSync } from "node:zlib";
import { AppError } from "../../../../shared/errors.ts";
import { RunRequest } from "../../../../shared/schemas/chat.ts";
import type { ReportStep } from "../migrate.ts";
import { findIndexes } from "./findIndexes.ts";
import { promptHashOf } from "./promptHash.ts";

/** Of 0001, all that a list shows, in its order; metadata stands behind what is new. */
const kept = `key, id, created_at, ended_at, status, origin, model, model_sha256, deployment, session, user, tags, trace_id, span_id, parent_span_id, source, source_id, replay_of,
  input, output, finish_reason, error_code, error, prompt_tokens, completion_tokens, cached_tokens, queue_ms, load_ms, prompt_ms, first_token_ms, generation_ms, total_ms, tokens_per_second`;

/**
 * What comes in from elsewhere, and what finds it: odd clocks, what was redacted, which prompts are the same, tags as rows, spans whose
 * bodies lie apart, feedback that may come before what it is about, and long parts of bodies that are kept once. Rows are written anew
 * where a column must stand before one that may be long.
 */
const tables = `
  CREATE TABLE interactions_new (
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
    clock_mark TEXT,
    span_name TEXT,
    prompt_hash BLOB,
    redactions TEXT,
    metadata TEXT
  ) STRICT;

  CREATE TABLE interaction_tags (tag TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (tag, id)) STRICT, WITHOUT ROWID;

  -- A key never comes again, so that a reader may remember what it means.
  CREATE TABLE parts (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    hash BLOB NOT NULL UNIQUE,
    uses INTEGER NOT NULL,
    encoding TEXT NOT NULL CHECK (encoding IN ('plain', 'zstd')),
    size INTEGER NOT NULL,
    data BLOB NOT NULL
  ) STRICT;
  ALTER TABLE bodies ADD COLUMN parts TEXT;

  CREATE TABLE spans_new (
    key INTEGER PRIMARY KEY,
    trace_id TEXT NOT NULL,
    span_id TEXT NOT NULL,
    parent_span_id TEXT,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    started_at REAL NOT NULL,
    duration_ms REAL,
    status TEXT NOT NULL,
    status_message TEXT,
    clock_mark TEXT,
    session TEXT,
    user TEXT,
    input TEXT,
    output TEXT,
    UNIQUE (trace_id, span_id)
  ) STRICT;
  CREATE TABLE span_bodies (
    span INTEGER PRIMARY KEY,
    encoding TEXT NOT NULL CHECK (encoding IN ('plain', 'zstd')),
    size INTEGER NOT NULL,
    data BLOB NOT NULL
  ) STRICT;

  CREATE TABLE feedback_new (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    interaction_id TEXT,
    trace_id TEXT,
    span_id TEXT,
    source TEXT,
    source_of TEXT,
    source_id TEXT,
    created_at INTEGER NOT NULL,
    name TEXT NOT NULL,
    value REAL,
    label TEXT,
    annotator TEXT,
    comment TEXT,
    correction TEXT
  ) STRICT;
`;

const indexes = `
  DROP TABLE interactions;
  ALTER TABLE interactions_new RENAME TO interactions;
  CREATE UNIQUE INDEX interactions_by_span ON interactions (trace_id, span_id) WHERE trace_id IS NOT NULL;
  CREATE UNIQUE INDEX interactions_by_source ON interactions (source, source_id) WHERE source IS NOT NULL AND source_id IS NOT NULL;
  CREATE INDEX interactions_by_status ON interactions (status, id);
  CREATE INDEX interactions_by_model ON interactions (model, id);
  CREATE INDEX interactions_by_user ON interactions (user, id) WHERE user IS NOT NULL;
  CREATE INDEX interactions_by_deployment ON interactions (deployment, id) WHERE deployment IS NOT NULL;
  CREATE INDEX interactions_by_session ON interactions (session, id) WHERE session IS NOT NULL;
  CREATE INDEX interactions_by_replay ON interactions (replay_of, id) WHERE replay_of IS NOT NULL;
  CREATE INDEX interactions_by_prompt ON interactions (prompt_hash, id) WHERE prompt_hash IS NOT NULL;

  DROP TABLE spans;
  ALTER TABLE spans_new RENAME TO spans;

  INSERT INTO feedback_new (id, interaction_id, created_at, name, value, label, annotator, comment, correction)
    SELECT id, interaction_id, created_at, name, value, label, annotator, comment, correction FROM feedback;
  DROP TABLE feedback;
  ALTER TABLE feedback_new RENAME TO feedback;
  CREATE INDEX feedback_by_interaction ON feedback (interaction_id) WHERE interaction_id IS NOT NULL;
  CREATE INDEX feedback_waiting_by_span ON feedback (trace_id, span_id) WHERE interaction_id IS NULL;
  CREATE INDEX feedback_waiting_by_source ON feedback (source, source_of) WHERE interaction_id IS NULL;
  CREATE UNIQUE INDEX feedback_by_source_id ON feedback (source_id) WHERE source_id IS NOT NULL;
`;

/** Rows a statement; of those that fail, the first is looked for one by one. */
const rowsAtOnce = 2000;

export function shape(db: Database, report: ReportStep): void {
  db.exec(tables);
  db.function("prompt_hash", (encoding, data) => {
    const bytes = encoding === "zstd" ? zstdDecompressSync(data as Uint8Array) : Buffer.from(data as Uint8Array);
    const request = RunRequest.safeParse(JSON.parse(bytes.toString("utf8"))).data;
    return request ? promptHashOf(request.messages) : null;
  });
  moveInteractions(db, report);
  moveSpans(db);
  db.exec(indexes);
  db.exec(findIndexes);
}

function moveInteractions(db: Database, report: ReportStep): void {
  const range = "FROM interactions WHERE key > @from AND key <= @to";
  const move = db.prepare(`
    INSERT INTO interactions_new (${kept}, prompt_hash, metadata)
    SELECT ${kept}, (SELECT prompt_hash(encoding, data) FROM bodies WHERE interaction = key AND kind = 'request'), metadata ${range}`);
  const moveTags = db.prepare(`INSERT OR IGNORE INTO interaction_tags (tag, id) SELECT tag.value, interactions.id FROM interactions, json_each(interactions.tags) AS tag WHERE interactions.key > @from AND interactions.key <= @to`);
  const total = db.prepare<[], number>("SELECT count(*) FROM interactions").pluck().get()!;
  const keysAfter = db.prepare<[number, number], number>("SELECT key FROM interactions WHERE key > ? ORDER BY key LIMIT ?").pluck();
  const moveRange = (from: number, to: number) => {
    move.run({ from, to });
    moveTags.run({ from, to });
  };

  let done = 0;
  for (let from = -1; ; ) {
    const keys = keysAfter.all(from, rowsAtOnce);
    if (keys.length === 0) return;
    const to = keys.at(-1)!;
    try {
      moveRange(from, to);
    } catch (error) {
      throw named(db, error, keys, (key) => moveRange(key - 1, key));
    }
    from = to;
    report((done += keys.length), total);
  }
}

/** The failure of a range, by the first row of it that fails alone. What worked of the range is taken back with everything. */
function named(db: Database, error: unknown, keys: number[], move: (key: number) => void): unknown {
  db.exec("DELETE FROM interactions_new");
  for (const key of keys) {
    try {
      move(key);
    } catch (cause) {
      const id = db.prepare<[number], string>("SELECT id FROM interactions WHERE key = ?").pluck().get(key)!;
      return new AppError("database-corrupt", `${basename(db.name)} could not be brought up to date: its row ${id} can't be read: ${(cause as Error).message}.`, {
        fix: `Nothing in it was changed, and the version before still opens it. Mend or remove that row in ${db.name} and start again, or run \`tapedeck doctor --start-new\`, which moves the file aside.`,
        details: { path: db.name, row: id },
        cause,
      });
    }
  }
  return error;
}

function moveSpans(db: Database): void {
  db.exec(`
    INSERT INTO spans_new (key, trace_id, span_id, parent_span_id, name, kind, started_at, duration_ms, status)
      SELECT key, trace_id, span_id, parent_span_id, name, kind, started_at, duration_ms, status FROM spans`);
  const put = db.prepare("INSERT INTO span_bodies (span, encoding, size, data) VALUES (@key, 'plain', @size, @data)");
  for (const { key, attributes } of db.prepare<[], { key: number; attributes: Buffer }>("SELECT key, attributes FROM spans WHERE attributes IS NOT NULL").all()) {
    const data = Buffer.from(`{"input":null,"output":null,"attributes":${attributes.toString("utf8")},"events":[]}`);
    put.run({ key, size: data.length, data });
  }
}
