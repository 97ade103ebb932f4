import type { TraceSpan } from "../../../../shared/schemas/trace.ts";
import { formatDuration } from "../../../format.ts";
import { clockWords } from "../clockWords.ts";
import { mark, type SpanTree } from "./spanTree.ts";

/** Why a span's clock is marked, in a sentence; null: it is not. */
export function clockReason({ spans, marks, parent }: SpanTree, index: number): string | null {
  if (!(marks[index]! & mark.clock)) return null;
  const { clockMark, startedAt, durationMs } = spans[index]!;
  if (clockMark !== null) return clockWords[clockMark];
  if ((durationMs ?? 0) < 0) return clockWords["ends-before-start"];
  return `It starts ${formatDuration(spans[parent[index]!]!.startedAt - startedAt)} before its parent: the clocks of two machines differ.`;
}

/** What is noteworthy about a span's place in the tree. */
export function placeReason({ marks, spans }: SpanTree, index: number): string | null {
  if (marks[index]! & mark.orphan) return `Its parent ${spans[index]!.parentSpanId} was not received. When it comes, this span moves below it.`;
  if (marks[index]! & mark.cycle) return "It is its own ancestor: its spans name each other as parents, so they are shown side by side.";
  return null;
}

/** A duration as precise as short spans need: 0.42 ms, 12.5 ms, 184 ms, 3.34 s. */
export function spanDuration(durationMs: number | null): string {
  if (durationMs === null) return "–";
  const size = Math.abs(durationMs);
  const digits = size === 0 || size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return size < 999.5 ? `${durationMs < 0 ? "−" : ""}${size.toFixed(digits)} ms` : formatDuration(durationMs);
}

/** A round time on an axis: 0, 200 ms, 2.5 s, 1 min 40 s. */
export function tickWords(ms: number): string {
  if (ms === 0) return "0";
  if (ms < 1000) return `${ms} ms`;
  return ms < 100_000 ? `${Number((ms / 1000).toPrecision(6))} s` : formatDuration(ms);
}

/** Whether a span is found by words: in its name, kind, model, id or error. */
export function matchesSpan({ name, kind, model, spanId, interactionId, error }: TraceSpan, words: string): boolean {
  return name.toLowerCase().includes(words) || kind === words || spanId.startsWith(words) || (model?.toLowerCase().includes(words) ?? false) || interactionId === words || (error?.toLowerCase().includes(words) ?? false);
}
