import { promptHashOf } from "../storage/log/promptHash.ts";
import type { NewInteraction } from "./recording.ts";
import type { Repeats } from "./repeats.ts";
import { ownBytes, sentBody, type SentBody } from "./sentBody.ts";
import { conversationText, displayable, inputOf, previewOf } from "./texts.ts";

/** A row that begins, as the writer thread puts it down: made ready on this side, so that the request does not cross as an object. */
export type BeginWrite = {
  write: "begin";
  id: string;
  row: {
    createdAt: number; origin: string; model: string | null; modelSha256: string | null; deployment: string | null; session: string | null; user: string | null;
    tags: string; replayOf: string | null; input: string; promptHash: Uint8Array; redactions: string | null; metadata: string | null;
  };
  tags: string[];
  /** The request's bytes. */
  body: SentBody;
  /** All that was said, for full text. */
  text: string;
};

/** What came twice is seen by `repeats`. */
export function beginWrite(id: string, repeats: Repeats, { createdAt, request, body, deployment, model, redactions }: NewInteraction): BeginWrite {
  const tags = request.tags ?? [];
  return {
    write: "begin",
    id,
    row: {
      createdAt, deployment, origin: request.origin, model: model?.name ?? null, modelSha256: model?.sha256 ?? null, session: request.session ?? null, user: request.user ?? null,
      tags: JSON.stringify(tags), replayOf: request.replayOf ?? null, input: previewOf(inputOf(request.messages)), promptHash: ownBytes(promptHashOf(request.messages)),
      redactions: redactions ? JSON.stringify(redactions) : null, metadata: request.metadata ? JSON.stringify(request.metadata) : null,
    },
    tags: tags.map(displayable),
    body: sentBody(Buffer.from(body.buffer, body.byteOffset, body.byteLength), repeats),
    text: conversationText(request.messages),
  };
}
