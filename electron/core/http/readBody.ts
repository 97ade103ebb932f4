import type { IncomingMessage } from "node:http";
import { AppError } from "../../../shared/errors.ts";

/**
 * Reads bodies of at most `maxBytes`, and of all that are being read or worked on at most `maxBytesOfAll`: a sender that meets a full house hears
 * so at once. `release` gives a body's share back. Throws `too-large`, `busy`, `bad-request` (cut).
 */
export function createBodies({ maxBytes, maxBytesOfAll }: { maxBytes: number; maxBytesOfAll: number }) {
  let held = 0;

  return async function readBody(request: IncomingMessage): Promise<{ body: Uint8Array; release(): void }> {
    const claimed = Number(request.headers["content-length"] ?? 0);
    const chunks: Buffer[] = [];
    let size = 0;
    const release = () => {
      held -= size;
      size = 0;
    };
    try {
      if (claimed > maxBytes) throw tooLarge(maxBytes);
      if (held + claimed > maxBytesOfAll) throw busy();
      for await (const chunk of request as AsyncIterable<Buffer>) {
        size += chunk.byteLength;
        held += chunk.byteLength;
        if (size > maxBytes) throw tooLarge(maxBytes);
        if (held > maxBytesOfAll) throw busy();
        chunks.push(chunk);
      }
      return { body: join(chunks, size), release };
    } catch (error) {
      release();
      // What still comes is let go by, so that the sender gets to read the answer.
      request.resume();
      throw error instanceof AppError ? error : new AppError("bad-request", "The body was cut off.", { cause: error });
    }
  };
}

/** In memory of its own, which can go to another thread. */
function join(chunks: Buffer[], size: number): Uint8Array {
  const body = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.byteLength;
  }
  return body;
}

const tooLarge = (maxBytes: number) => new AppError("too-large", `The body is larger than ${maxBytes / 1024 / 1024} MB; nothing of it was stored.`, { fix: "Send it in several requests, as with a smaller batch size of the exporter." });
const busy = () => new AppError("busy", "Too much is being received at once.", { fix: "Send again in a moment." });
