import { IncomingFeedback, IncomingInteraction, IncomingSpan, type IncomingBatch } from "../../../../shared/schemas/incoming.ts";
import type { Reject } from "../../../../shared/schemas/transfer.ts";
import { firstIssue } from "../formats/firstIssue.ts";
import type { Item } from "../formats/item.ts";
import type { Place } from "./openRecords.ts";

/** A piece of a file for the log, with the line that each item came from, and what of the piece was not understood. */
export type ItemBatch = {
  items: IncomingBatch;
  lines: { interactions: number[]; spans: number[]; feedback: number[] };
  /** The first of them only. */
  rejects: Reject[];
  rejected: number;
  /** Behind the piece. */
  place: Place;
  /** Bytes of the file up to there. */
  fileBytes: number;
};

const mostItems = 500;
/** Taking a message in, and preparing it for the log, holds core's own thread: so little at a time that nobody waits for it. */
const mostChars = 1024 * 1024;
export const mostRejects = 100;

/** Gathers items until a batch is as large as one commit, or one message between threads, should be. */
export function createItemBatch() {
  const items: IncomingBatch = { interactions: [], spans: [], feedback: [] };
  const lines: ItemBatch["lines"] = { interactions: [], spans: [], feedback: [] };
  const rejects: Reject[] = [];
  let rejected = 0;
  let chars = 0;

  const refuse = (line: number, reason: string) => {
    rejected += 1;
    if (rejects.length < mostRejects) rejects.push({ line, reason });
  };

  return {
    refuse,
    /** Takes an item in, or counts it as a reject where it is not what the log takes. */
    add(line: number, item: Item): void {
      if ("reject" in item) return refuse(line, item.reject);
      if ("interaction" in item) {
        const parsed = IncomingInteraction.safeParse(item.interaction);
        if (!parsed.success) return refuse(line, firstIssue(parsed.error));
        items.interactions.push(parsed.data);
        lines.interactions.push(line);
        chars += sizeOf(parsed.data);
      } else if ("span" in item) {
        const parsed = IncomingSpan.safeParse(item.span);
        if (!parsed.success) return refuse(line, firstIssue(parsed.error));
        items.spans.push(parsed.data);
        lines.spans.push(line);
        chars += 1000 + (parsed.data.input?.length ?? 0) + (parsed.data.output?.length ?? 0);
      } else {
        const parsed = IncomingFeedback.safeParse(item.feedback);
        if (!parsed.success) return refuse(line, firstIssue(parsed.error));
        items.feedback.push(parsed.data);
        lines.feedback.push(line);
      }
    },
    /** `times` 2: so full that it can't wait for its record's end. */
    isFull: (times = 1) => chars >= times * mostChars || items.interactions.length + items.spans.length + items.feedback.length + rejects.length >= times * mostItems,
    close: (place: Place, fileBytes: number): ItemBatch => ({ items, lines, rejects, rejected, place, fileBytes }),
  };
}

const sizeOf = ({ raw, output, request }: IncomingInteraction): number => 2000 + (raw?.length ?? 0) + output.length + request.messages.reduce((sum, { content }) => sum + content.length, 0);
