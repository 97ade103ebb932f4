import type { Fate } from "../../../../shared/schemas/incoming.ts";
import { rejected } from "../writing/applyWrite.ts";
import { monthOfId } from "../ids.ts";
import type { OpenMonths } from "../writing/openMonths.ts";
import type { PreparedFeedback } from "./prepared.ts";

/**
 * Puts feedback beside what it is about. What names a span or a source that has not come yet waits in the month of its own time; an id of
 * ours that there is not is refused.
 */
export function writeFeedback(months: OpenMonths, items: PreparedFeedback[]): Fate[] {
  /** The months in which it may be, the likeliest first. */
  function* likely({ interactionId, month }: PreparedFeedback): Generator<string> {
    if (interactionId !== null) {
      const only = monthOfId(interactionId);
      if (only !== null && months.has(only)) yield only;
      return;
    }
    if (months.has(month)) yield month;
    for (const other of months.names()) if (other !== month) yield other;
  }

  function placeOf(item: PreparedFeedback): { month: string; subject: string | null } | null {
    for (const month of likely(item)) {
      const subject = months.get(month).feedback.subjectOf(item);
      if (subject !== undefined) return { month, subject };
    }
    return item.interactionId === null ? { month: item.month, subject: null } : null;
  }

  return items.map((item) => {
    try {
      const place = placeOf(item);
      if (!place) return { fate: "rejected", reason: `There is no interaction ${item.interactionId!.slice(0, 100)}.` };
      const month = months.get(place.month);
      return month.inTransaction(() => month.feedback.put(item, place.subject));
    } catch (error) {
      return rejected(error, "");
    }
  });
}
