import type { IncomingSpan } from "../../../../shared/schemas/incoming.ts";
import type { ListWhere } from "../../interactions/filter/listWhere.ts";
import { monthOfId } from "../../interactions/ids.ts";
import { allIds } from "../../interactions/filter/idSpan.ts";
import type { CheckWanted, Order } from "../../interactions/search/slices.ts";
import type { StoredInteraction } from "./exportMonth.ts";
import type { ExportMonths } from "./exportMonths.ts";
import type { Selected } from "./selected.ts";

const rowsAtOnce = 500;
const spansAtOnce = 500;
/** Traces that were written already; of more, a span may be written twice, which an import sees. */
const rememberedTraces = 100_000;

/** The interactions of an export with all that belongs to them. `checkWanted` is asked in the middle of a long search, and throws what ends it. */
export function createSelection(months: ExportMonths, checkWanted: CheckWanted) {
  const traces = new Set<string>();

  function withFeedback(stored: StoredInteraction): Selected {
    const own = monthOfId(stored.interaction.id) ?? "";
    const feedback = [...months.withFeedback(own)].flatMap((month) => month.feedback.of(stored.interaction)).sort((a, b) => a.createdAt - b.createdAt);
    return { ...stored, feedback };
  }

  return {
    *each(where: ListWhere, order: Order): Generator<Selected> {
      for (const name of months.names(order)) {
        let rest = allIds;
        for (;;) {
          months.letGoOfGone();
          const rows = months.of(name)?.rows(where, rest, order, rowsAtOnce, checkWanted) ?? [];
          for (const row of rows) {
            const stored = months.of(name)?.stored(row);
            if (stored) yield withFeedback(stored);
          }
          if (rows.length < rowsAtOnce) break;
          const { id } = rows.at(-1)!;
          // Right behind an id, and before every other.
          rest = order === "newest-first" ? { ...allIds, to: id } : { ...allIds, from: `${id}!` };
        }
      }
    },

    /** Answers of which something was said to the same messages, newest first, without itself. */
    *answersBeside({ interaction: { id } }: Selected): Generator<Selected> {
      const hash = months.of(monthOfId(id) ?? "")?.promptHash(id);
      if (!hash) return;
      for (const name of months.names("newest-first")) {
        for (const row of months.of(name)?.samePrompt(hash) ?? []) {
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
      const names = months.names("oldest-first");
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
      for (const name of months.names("oldest-first")) for (const span of months.of(name)?.spans.each(spansAtOnce) ?? []) if (!traces.has(span.traceId)) yield span;
    },
  };
}
export type Selection = ReturnType<typeof createSelection>;
