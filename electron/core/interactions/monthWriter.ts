import type { Database } from "better-sqlite3";
import { AppError } from "../../../shared/errors.ts";
import type { BeginWrite } from "./beginWrite.ts";
import type { Answer } from "./bodyKinds.ts";
import type { BodyTable } from "./bodyTable.ts";
import type { FinishWrite } from "./finishWrite.ts";
import type { Repeats } from "./repeats.ts";
import type { RunningTexts } from "./runningTexts.ts";
import type { createSearchIndex } from "./searchIndex.ts";
import { receivedBody } from "./sentBody.ts";
import type { TagTable } from "./tagTable.ts";
import { previewOf } from "./texts.ts";

type Parts = { db: Database; bodies: BodyTable; tags: TagTable; search: ReturnType<typeof createSearchIndex>; repeats: Repeats; texts: RunningTexts };

/** What writes the gateway's own interactions into one month of the log. Call it inside a transaction of `db`. */
export function createMonthWriter({ db, bodies, tags, search, repeats, texts }: Parts) {
  const insert = db.prepare(`
    INSERT INTO interactions (id, created_at, status, origin, model, model_sha256, deployment, session, user, tags, replay_of, input, prompt_hash, redactions, metadata)
    VALUES (@id, @createdAt, 'running', @origin, @model, @modelSha256, @deployment, @session, @user, @tags, @replayOf, @input, @promptHash, @redactions, @metadata)`);
  const keyOf = db.prepare<[string], number>("SELECT key FROM interactions WHERE id = ?").pluck();
  const setProgress = db.prepare("UPDATE interactions SET output = @output, completion_tokens = @completionTokens WHERE key = @key AND status = 'running'");
  const setOutcome = db.prepare(`
    UPDATE interactions SET status = @status, ended_at = @endedAt, output = @output, finish_reason = @finishReason,
      error_code = @errorCode, error = @error, prompt_tokens = @promptTokens, completion_tokens = @completionTokens, cached_tokens = @cachedTokens, queue_ms = @queueMs, load_ms = @loadMs,
      prompt_ms = @promptMs, first_token_ms = @firstTokenMs, generation_ms = @generationMs, total_ms = @totalMs, tokens_per_second = @tokensPerSecond, redactions = coalesce(@redactions, redactions)
    WHERE key = @key AND status = 'running'`);
  /** Apart, because most rows end with the model they began with, and setting a column costs its indexes. */
  const setModel = db.prepare("UPDATE interactions SET model = @name, model_sha256 = @sha256, deployment = @deployment WHERE key = @key AND (model IS NOT @name OR model_sha256 IS NOT @sha256 OR deployment IS NOT @deployment)");

  return {
    begin({ id, row, tags: tagList, body, text }: BeginWrite): void {
      const key = Number(insert.run({ id, ...row }).lastInsertRowid);
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
      const key = keyOf.get(id);
      if (key === undefined) throw new AppError("internal", `There is no interaction ${id} to finish.`);
      const { changes } = setOutcome.run({ key, ...row });
      const text = texts.take(id);
      // Sent again after a full disk, and it had been written after all.
      if (changes === 0) return;
      setModel.run({ key, ...model });
      for (const [kind, body] of sent) bodies.replace(key, kind, receivedBody(body).body);
      search.addEnded(key, text, output, error);
    },
  };
}
