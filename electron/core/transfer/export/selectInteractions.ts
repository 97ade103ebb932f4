import type { IncomingSpan } from "../../../../shared/schemas/incoming.ts";
import type { ListWhere } from "../../interactions/listWhere.ts";
import { monthOfId } from "../../interactions/ids.ts";
import type { ExportOrder, StoredInteraction } from "./exportMonth.ts";
import type { ExportMonths } from "./exportMonths.ts";
import type { Selected } from "./selected.ts";

/** Ids read at once; a text that stands in a million rows is looked up once for so many. */
const placesAtOnce = 10_000;
const spansAtOnce = 500;
/** Traces that were written already; of more, a span may be written twice, which an import sees. */
const rememberedTraces = 100_000;
/** Of one prompt, in one month. */
const samePromptAtMost = 1000;
const below = "int";
const above = "int~";

/** The interactions of an export with all that belongs to them. */
export function createSelection(months: ExportMonths) {
  const traces = new Set<string>();

  function withFeedback(stored: StoredInteraction): Selected {
    const feedback = [...months.withFeedback()].flatMap((month) => month.feedback.of(stored.interaction)).sort((a, b) => a.createdAt - b.createdAt);
    return { ...stored, feedback };
  }

  return {
    *each(where: ListWhere, order: ExportOrder): Generator<Selected> {
      for (const name of months.names(order)) {
        let beyond = order === "oldest" ? below : above;
        for (;;) {
          const places = months.of(name)?.places(where, order, beyond, placesAtOnce) ?? [];
          for (const { key } of places) {
            const stored = months.of(name)?.at(key);
            if (stored) yield withFeedback(stored);
          }
          if (places.length < placesAtOnce) break;
          beyond = places.at(-1)!.id;
        }
      }
    },

    /** Answers of which something was said to the same messages, newest first, without itself. */
    *answersBeside({ interaction: { id } }: Selected): Generator<Selected> {
      const hash = months.of(monthOfId(id) ?? "")?.promptHash(id);
      if (!hash) return;
      for (const name of months.names("newest")) {
        for (const row of months.of(name)?.samePrompt(hash, samePromptAtMost) ?? []) {
          const stored = row.id === id ? undefined : months.of(name)?.stored(row);
          const other = stored && withFeedback(stored);
          if (other && other.feedback.length > 0) yield other;
        }
      }
    },

    /** Spans of the interaction's trace, where no interaction before brought them. */
    *spansOf({ interaction: { id, traceId } }: Selected): Generator<IncomingSpan> {
      if (traceId === null || traces.has(traceId)) return;
      if (traces.size >= rememberedTraces) traces.delete(traces.values().next().value!);
      traces.add(traceId);
      const names = months.names("oldest");
      const own = names.indexOf(monthOfId(id) ?? "");
      // A trace that goes on for longer than a month is none.
      for (const name of names.slice(Math.max(own - 1, 0), own + 2)) {
        for (let after = ""; ; ) {
          const spans = months.of(name)?.spans.ofTrace(traceId, after, spansAtOnce) ?? [];
          yield* spans;
          if (spans.length < spansAtOnce) break;
          after = spans.at(-1)!.spanId;
        }
      }
    },

    /** Spans of traces that brought none yet: those without a model's call. */
    *otherSpans(): Generator<IncomingSpan> {
      for (const name of months.names("oldest")) for (const span of months.of(name)?.spans.each(spansAtOnce) ?? []) if (!traces.has(span.traceId)) yield span;
    },
  };
}
export type Selection = ReturnType<typeof createSelection>;
