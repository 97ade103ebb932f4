import { promptHashOf } from "../../storage/log/promptHash.ts";
import type { SqlValue } from "../ingest/prepared.ts";
import type { NewInteraction } from "../recording.ts";
import type { Repeats } from "../bodies/repeats.ts";
import { ownBody, ownBytes, sentBody, type SentBody } from "../bodies/sentBody.ts";
import { conversationText, displayable, inputOf, previewOf } from "../texts.ts";

export const begunColumns = ["id", "created_at", "status", "origin", "model", "model_sha256", "deployment", "session", "user", "tags", "replay_of", "input", "prompt_hash", "redactions", "metadata"] as const;

/** A row that begins, as the writer thread puts it down: made ready on this side, so that the request does not cross as an object. */
export type BeginWrite = {
  write: "begin";
  id: string;
  /** In the order of `begunColumns`. */
  row: SqlValue[];
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
    row: [
      id, createdAt, "running", request.origin, model?.name ?? null, model?.sha256 ?? null, deployment, request.session ?? null, request.user ?? null, JSON.stringify(tags), request.replayOf ?? null,
      previewOf(inputOf(request.messages)), ownBytes(promptHashOf(request.messages)), redactions ? JSON.stringify(redactions) : null, request.metadata ? JSON.stringify(request.metadata) : null,
    ],
    tags: tags.map(displayable),
    body: ownBody(sentBody(Buffer.from(body.buffer, body.byteOffset, body.byteLength), repeats)),
    text: conversationText(request.messages),
  };
}
