import { z } from "zod";
import { FinishReason, Origin, Status } from "../../../../shared/schemas/chat.ts";
import { ClockMark } from "../../../../shared/schemas/clockMark.ts";
import { Failure, type InteractionSummary } from "../../../../shared/schemas/interaction.ts";
import { Redactions } from "../../../../shared/schemas/redaction.ts";

/** A row of `interactions`, as `SELECT ${rowColumns}` gives it. */
export type InteractionRow = {
  key: number; id: string; created_at: number; ended_at: number | null; status: string; origin: string; model: string | null; model_sha256: string | null; deployment: string | null;
  session: string | null; user: string | null; tags: string; trace_id: string | null; span_id: string | null; parent_span_id: string | null; source: string | null;
  source_id: string | null; replay_of: string | null; input: string; output: string; finish_reason: string | null; error_code: string | null; error: string | null;
  prompt_tokens: number | null; completion_tokens: number | null; cached_tokens: number | null; queue_ms: number | null; load_ms: number | null; prompt_ms: number | null;
  first_token_ms: number | null; generation_ms: number | null; total_ms: number | null; tokens_per_second: number | null;
  clock_mark: string | null; span_name: string | null; redactions: string | null;
};

/** Without the metadata, which may be long and which no list shows. */
export const rowColumns =
  "key, id, created_at, ended_at, status, origin, model, model_sha256, deployment, session, user, tags, trace_id, span_id, parent_span_id, source, source_id, replay_of, input, output, finish_reason, " +
  "error_code, error, prompt_tokens, completion_tokens, cached_tokens, queue_ms, load_ms, prompt_ms, first_token_ms, generation_ms, total_ms, tokens_per_second, clock_mark, span_name, redactions";

const Tags = z.array(z.string());

export function summaryOf(row: InteractionRow): InteractionSummary {
  return {
    id: row.id,
    createdAt: row.created_at,
    endedAt: row.ended_at,
    status: Status.parse(row.status),
    origin: Origin.parse(row.origin),
    model: row.model,
    modelSha256: row.model_sha256,
    deployment: row.deployment,
    session: row.session,
    user: row.user,
    tags: Tags.parse(JSON.parse(row.tags)),
    traceId: row.trace_id,
    spanId: row.span_id,
    parentSpanId: row.parent_span_id,
    source: row.source,
    sourceId: row.source_id,
    replayOf: row.replay_of,
    input: row.input,
    output: row.output,
    finishReason: row.finish_reason === null ? null : FinishReason.parse(row.finish_reason),
    error: row.error === null ? null : Failure.parse(JSON.parse(row.error)),
    usage: { promptTokens: row.prompt_tokens, completionTokens: row.completion_tokens, cachedTokens: row.cached_tokens },
    timings: {
      queueMs: row.queue_ms,
      loadMs: row.load_ms,
      promptMs: row.prompt_ms,
      firstTokenMs: row.first_token_ms,
      generationMs: row.generation_ms,
      totalMs: row.total_ms,
      tokensPerSecond: row.tokens_per_second,
    },
    clockMark: row.clock_mark === null ? null : ClockMark.parse(row.clock_mark),
    redactions: row.redactions === null ? null : Redactions.parse(JSON.parse(row.redactions)),
  };
}
