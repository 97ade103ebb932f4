import type { Database } from "better-sqlite3";
import { AppError } from "../../../shared/errors.ts";
import { encodeBody, encodeJson, type Body } from "./body.ts";
import type { Answer, BodyKind, Logprobs, Prompt, Record } from "./bodyKinds.ts";
import type { NewInteraction, Outcome } from "./recording.ts";
import { createSearchIndex } from "./searchIndex.ts";
import { inputOf, previewOf } from "./texts.ts";

/** The statements that write one month of the log. Call them inside a transaction of `db`. */
export function createMonthWriter(db: Database) {
  const insert = db.prepare(`
    INSERT INTO interactions (id, created_at, status, origin, model, model_sha256, deployment, session, user, tags, metadata, replay_of, input)
    VALUES (@id, @createdAt, 'running', @origin, @model, @modelSha256, @deployment, @session, @user, @tags, @metadata, @replayOf, @input)`);
  const keyOf = db.prepare<[string], number>("SELECT key FROM interactions WHERE id = ?").pluck();
  const putBody = db.prepare(`
    INSERT INTO bodies (interaction, kind, encoding, size, data) VALUES (@key, @kind, @encoding, @size, @data)
    ON CONFLICT (interaction, kind) DO UPDATE SET encoding = excluded.encoding, size = excluded.size, data = excluded.data`);
  const setProgress = db.prepare("UPDATE interactions SET output = @output, completion_tokens = @completionTokens WHERE key = @key AND status = 'running'");
  const setOutcome = db.prepare(`
    UPDATE interactions SET status = @status, ended_at = @endedAt, model = @model, model_sha256 = @modelSha256, deployment = @deployment, output = @output, finish_reason = @finishReason,
      error_code = @errorCode, error = @error, prompt_tokens = @promptTokens, completion_tokens = @completionTokens, cached_tokens = @cachedTokens, queue_ms = @queueMs, load_ms = @loadMs,
      prompt_ms = @promptMs, first_token_ms = @firstTokenMs, generation_ms = @generationMs, total_ms = @totalMs, tokens_per_second = @tokensPerSecond
    WHERE key = @key AND status = 'running'`);
  const search = createSearchIndex(db);
  const put = (key: number, kind: BodyKind, body: Body) => void putBody.run({ key, kind, ...body });

  return {
    begin(id: string, { createdAt, request, body, deployment, model }: NewInteraction): void {
      const { lastInsertRowid } = insert.run({
        id, createdAt, deployment, origin: request.origin, model: model?.name ?? null, modelSha256: model?.sha256 ?? null,
        session: request.session ?? null, user: request.user ?? null, tags: JSON.stringify(request.tags ?? []), metadata: request.metadata ? JSON.stringify(request.metadata) : null,
        replayOf: request.replayOf ?? null, input: previewOf(inputOf(request.messages)),
      });
      put(Number(lastInsertRowid), "request", encodeBody(body));
    },

    progress(id: string, output: string, completionTokens: number): void {
      const key = keyOf.get(id);
      if (key === undefined || setProgress.run({ key, output: previewOf(output), completionTokens }).changes === 0) return;
      put(key, "answer", encodeJson({ output, tokens: null, ends: null, toolCalls: null } satisfies Answer));
    },

    finish(id: string, outcome: Outcome): void {
      const key = keyOf.get(id);
      if (key === undefined) throw new AppError("internal", `There is no interaction ${id} to finish.`);
      const { status, endedAt, model, deployment, output, finishReason, error, usage, timings, conditions, attempts } = outcome;
      const { changes } = setOutcome.run({
        key, status, endedAt, deployment, finishReason, ...usage, ...timings, model: model?.name ?? null, modelSha256: model?.sha256 ?? null, output: previewOf(output),
        errorCode: error?.code ?? null, error: error && JSON.stringify(error),
      });
      // Sent again after a full disk, and it had been written after all.
      if (changes === 0) return;
      put(key, "answer", encodeJson({ output, tokens: outcome.outputTokens, ends: outcome.outputTokenEnds, toolCalls: outcome.toolCalls ?? null } satisfies Answer));
      if (outcome.logprobs || outcome.promptLogprobs) put(key, "logprobs", encodeJson({ answer: outcome.logprobs ?? null, prompt: outcome.promptLogprobs ?? null } satisfies Logprobs));
      if (outcome.prompt !== null) put(key, "prompt", encodeJson({ text: outcome.prompt, tokens: outcome.promptTokens } satisfies Prompt));
      put(key, "record", encodeJson({ conditions, attempts } satisfies Record));
      search.add(key, output, error?.message ?? "");
    },
  };
}
