import type { IncomingBatch } from "../../../../shared/schemas/incoming.ts";
import { mapSpan } from "../spans/mapSpan.ts";
import type { MapContext } from "../spans/sourceSpan.ts";
import { readJsonRequest } from "./jsonRequest.ts";
import { readProtobufRequest } from "./protobufRequest.ts";
import type { OtlpRequest } from "./readSpan.ts";
import { unpack } from "./unpack.ts";

/** A request's body as it came. */
export type PackedRequest = { body: Uint8Array; encoding: "protobuf" | "json"; isGzip: boolean };
/** A span that can't be kept. */
export type Refusal = { name: string; reason: string };
/** What is stored in one go, and what was refused on the way to it. */
export type Chunk = { batch: IncomingBatch; refused: Refusal[] };

/** Of a batch's 1,000 at most, because each is copied from thread to thread in one go. */
const chunkSpans = 250;
const chunkBytes = 1024 * 1024;
const longestName = 200;

/** A request in pieces that are made when they are asked for. Throws `bad-request` and `too-large`, both before the first piece. */
export function decodeChunks({ body, encoding, isGzip }: PackedRequest, context: MapContext): Generator<Chunk, void, undefined> {
  const bytes = unpack(body, isGzip);
  return chunksOf(encoding === "protobuf" ? readProtobufRequest(bytes) : readJsonRequest(bytes), context);
}

export function* chunksOf(request: OtlpRequest, context: MapContext): Generator<Chunk, void, undefined> {
  const mostSpans = Math.max(1, Math.min(chunkSpans, Math.floor(chunkBytes / request.bytesASpan)));
  let chunk = emptyChunk();
  let size = 0;
  for (const read of request.spans()) {
    if ("span" in read) add(chunk.batch, mapSpan(read.span, context));
    else chunk.refused.push({ name: read.name.slice(0, longestName), reason: read.refused });
    if (++size < mostSpans && chunk.batch.feedback.length < chunkSpans) continue;
    yield chunk;
    chunk = emptyChunk();
    size = 0;
  }
  if (size > 0) yield chunk;
}

const emptyChunk = (): Chunk => ({ batch: { interactions: [], spans: [], feedback: [] }, refused: [] });

function add(batch: IncomingBatch, mapped: ReturnType<typeof mapSpan>): void {
  if ("interaction" in mapped) batch.interactions.push(mapped.interaction);
  else batch.spans.push(mapped.span);
  for (const feedback of mapped.feedback) batch.feedback.push(feedback);
}
