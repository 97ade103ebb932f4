import { AppError } from "../../../../shared/errors.ts";
import type { Feedback, NewFeedback } from "../../../../shared/schemas/feedback.ts";
import type { IncomingBatch, Ingested } from "../../../../shared/schemas/incoming.ts";

type Parts = { get(request: { id: string }): Promise<{ id: string }>; ingest(batch: IncomingBatch, signal?: AbortSignal): Promise<Ingested>; now: () => number };

/** Takes feedback in that a person gives here; given when it is durable. Throws `not-found`. */
export function createAddFeedback({ get, ingest, now }: Parts) {
  return async ({ id, ...given }: NewFeedback): Promise<Feedback> => {
    const { id: interactionId } = await get({ id });
    const createdAt = now();
    const { feedback } = await ingest({ interactions: [], spans: [], feedback: [{ sourceId: null, of: { interactionId }, createdAt, ...given }] });
    const fate = feedback[0]!;
    if (fate.fate === "rejected") throw new AppError("bad-request", `The feedback was not stored: ${fate.reason}`);
    return { id: fate.id, createdAt, ...given };
  };
}
