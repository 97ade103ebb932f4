import type { Timings, Usage } from "../../../../shared/schemas/chat.ts";
import type { AttributeReader } from "./attributeReader.ts";
import type { SourceSpan } from "./sourceSpan.ts";

/** How long a call took, from its sender's clock alone. Nulls are not known; an end before the start is no duration. */
export function readTimings(span: SourceSpan, reader: AttributeReader, { completionTokens }: Usage): Timings {
  const totalMs = span.endedAt === null || span.endedAt < span.startedAt ? null : span.endedAt - span.startedAt;
  const firstTokenMs = within(firstToken(span, reader), totalMs);
  const generationMs = totalMs === null || firstTokenMs === null ? null : totalMs - firstTokenMs;
  const said = reader.number("ai.response.avgOutputTokensPerSecond", "ai.response.avgCompletionTokensPerSecond");
  const counted = completionTokens !== null && generationMs ? completionTokens / (generationMs / 1000) : null;
  return { queueMs: null, loadMs: null, promptMs: null, firstTokenMs, generationMs, totalMs, tokensPerSecond: said ?? counted };
}

function firstToken({ startedAt, events }: SourceSpan, reader: AttributeReader): number | null {
  const seconds = reader.number("gen_ai.response.time_to_first_chunk", "gen_ai.server.time_to_first_token", "llm.chat_completions.streaming_time_to_first_token");
  if (seconds !== null) return seconds * 1000;
  const ms = reader.number("ai.response.msToFirstChunk", "ai.stream.msToFirstChunk");
  if (ms !== null) return ms;
  const event = events.find(({ name }) => /first.?(token|chunk)|firstChunk/i.test(name));
  return event ? event.at - startedAt : null;
}

const within = (ms: number | null, totalMs: number | null): number | null => (ms === null || ms < 0 || (totalMs !== null && ms > totalMs) ? null : ms);
