import { z } from "zod";
import { AppError } from "../../../shared/errors.ts";
import type { IncomingBatch, Ingested } from "../../../shared/schemas/incoming.ts";
import type { HttpAnswer, HttpBody } from "./httpExchange.ts";

type Parts = { ingest(batch: IncomingBatch): Promise<Ingested>; get(request: { id: string }): Promise<{ id: string }>; now: () => number };

/** The body of `POST /v1/feedback`. */
const FeedbackRequest = z.strictObject({
  interaction_id: z.string().min(1).max(200),
  name: z.string().min(1).max(200),
  value: z.union([z.number(), z.boolean().transform(Number)]).nullish(),
  label: z.string().min(1).max(1000).nullish(),
  comment: z.string().max(100_000).nullish(),
  correction: z.string().max(1_000_000).nullish(),
  annotator: z.string().min(1).max(500).nullish(),
}).refine(({ value, label, comment, correction }) => [value, label, comment, correction].some((each) => each !== undefined && each !== null), { message: "One of value, label, comment and correction is needed" });

/** `POST /v1/feedback`: a score, label, comment or correction of an interaction, answered 201 with its id when it is durable. Throws `bad-request` and `not-found`. */
export function createFeedbackReceiver({ ingest, get, now }: Parts) {
  return async function receiveFeedback({ body }: HttpBody): Promise<HttpAnswer> {
    const { interaction_id: asked, ...given } = FeedbackRequest.parse(parsed(body));
    const { id: interactionId } = await get({ id: asked });
    const { value = null, label = null, comment = null, correction = null, annotator = null, name } = given;
    const { feedback: [fate] } = await ingest({ interactions: [], spans: [], feedback: [{ sourceId: null, of: { interactionId }, createdAt: now(), name, value, label, comment, correction, annotator }] });
    if (fate!.fate === "rejected") throw new AppError("bad-request", `The feedback could not be kept: ${fate!.reason}`);
    return { status: 201, headers: { "content-type": "application/json" }, body: JSON.stringify({ id: fate!.id, interaction_id: interactionId }) };
  };
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as unknown;
  } catch (error) {
    throw new AppError("bad-request", `The body is no JSON: ${(error as Error).message.slice(0, 300)}.`, { fix: 'Send {"interaction_id", "name", "value" or "label"} as JSON.' });
  }
}
