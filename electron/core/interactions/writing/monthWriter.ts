import type { Database } from "better-sqlite3";
import { AppError } from "../../../../shared/errors.ts";
import { begunColumns, type BeginWrite } from "./beginWrite.ts";
import type { Answer } from "../bodies/bodyKinds.ts";
import type { BodyTable } from "../bodies/bodyTable.ts";
import { endedColumns, type FinishWrite } from "./finishWrite.ts";
import type { SqlValue } from "../ingest/prepared.ts";
import type { Repeats } from "../bodies/repeats.ts";
import type { RunningTexts } from "./runningTexts.ts";
import type { createSearchIndex } from "./searchIndex.ts";
import { receivedBody } from "../bodies/sentBody.ts";
import type { TagTable } from "./tagTable.ts";
import { previewOf } from "../texts.ts";

type Parts = { db: Database; bodies: BodyTable; tags: TagTable; search: ReturnType<typeof createSearchIndex>; repeats: Repeats; texts: RunningTexts };

/** What writes the gateway's own interactions into one month of the log. Call it inside a transaction of `db`. */
export function createMonthWriter({ db, bodies, tags, search, repeats, texts }: Parts) {
  const insert = db.prepare<SqlValue[]>(`INSERT INTO interactions (${begunColumns.join(", ")}) VALUES (${begunColumns.map(() => "?").join(", ")})`);
  const keyOf = db.prepare<[string], number>("SELECT key FROM interactions WHERE id = ?").pluck();
  const setProgress = db.prepare("UPDATE interactions SET output = @output, completion_tokens = @completionTokens WHERE key = @key AND status = 'running'");
  const setOutcome = db.prepare<SqlValue[]>(`UPDATE interactions SET ${endedColumns.map((column) => `${column} = ?`).join(", ")}, redactions = coalesce(?, redactions) WHERE key = ? AND status = 'running'`);
  /** Apart, because most rows end with the model they began with, and setting a column costs its indexes. */
  const setModel = db.prepare("UPDATE interactions SET model = @name, model_sha256 = @sha256, deployment = @deployment WHERE key = @key");
  const begun = db.prepare<[string], { key: number; model: string | null; sha256: string | null; deployment: string | null }>("SELECT key, model, model_sha256 AS sha256, deployment FROM interactions WHERE id = ?");

  return {
    begin({ id, row, tags: tagList, body, text }: BeginWrite): void {
      const key = Number(insert.run(...row).lastInsertRowid);
      bodies.insert(key, "request", receivedBody(body, repeats));
      tags.add(id, tagList);
      texts.hold(id, text);
    },

    progress(id: string, output: string, completionTokens: number): void {
      const key = keyOf.get(id);
      if (key === undefined || setProgress.run({ key, output: previewOf(output), completionTokens }).changes === 0) return;
      bodies.putJson(key, "answer", { output, tokens: null, ends: null, toolCalls: null, reasoning: null } satisfies Answer);
    },

    finish({ id, row, model, bodies: sent, output, error }: FinishWrite): void {
      const before = begun.get(id);
      if (!before) throw new AppError("internal", `There is no interaction ${id} to finish.`);
      const { key } = before;
      const { changes } = setOutcome.run(...row, key);
      const text = texts.take(id);
      // Sent again after a full disk, and it had been written after all.
      if (changes === 0) return;
      if (model.name !== before.model || model.sha256 !== before.sha256 || model.deployment !== before.deployment) setModel.run({ key, ...model });
      for (const [kind, body] of sent) {
        // The answer so far may stand there.
        if (kind === "answer") bodies.replace(key, kind, receivedBody(body).body);
        else bodies.insert(key, kind, receivedBody(body));
      }
      search.addEnded(key, text, output, error);
    },
  };
}
