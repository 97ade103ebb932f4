import type { Feedback } from "../../../../shared/schemas/feedback.ts";
import type { InteractionSummary } from "../../../../shared/schemas/interaction.ts";
import type { InteractionNeighbours } from "../../../../shared/schemas/session.ts";
import { monthOfId } from "../ids.ts";
import type { ReadableMonths } from "../reading/readableMonths.ts";
import type { BesideKind } from "./monthBeside.ts";

const none = { previous: null, next: null };

/** The interactions before and after one that share its session, its user or its question. Of one that is not there: none. */
export function readNeighbours(months: ReadableMonths, id: string): InteractionNeighbours {
  const own = monthOfId(id);
  const values = own === null ? undefined : months.of(own)?.beside.valuesOf(id);
  if (own === null || !values) return { session: none, user: none, prompt: none };

  const find = (kind: BesideKind, value: string | Buffer, isNext: boolean): string | null => {
    const isAhead = (month: string) => (isNext ? month >= own : month <= own);
    for (const { reader } of months.named(isAhead, isNext ? "oldest-first" : "newest-first")) {
      const found = reader.beside.neighbour(kind, isNext, value, id);
      if (found !== undefined) return found;
    }
    return null;
  };
  const around = (kind: BesideKind, value: string | Buffer | null) => (value === null ? none : { previous: find(kind, value, false), next: find(kind, value, true) });
  return { session: around("session", values.session), user: around("user", values.user), prompt: around("prompt", values.prompt) };
}

/** What was said of an interaction, oldest first; feedback may lie in any month. */
export function readFeedback(months: ReadableMonths, { id, traceId, spanId, source, sourceId }: InteractionSummary): Feedback[] {
  return [...months.named()].flatMap(({ reader }) => reader.beside.feedback({ id, traceId, spanId, source, sourceId })).sort((a, b) => a.createdAt - b.createdAt);
}
