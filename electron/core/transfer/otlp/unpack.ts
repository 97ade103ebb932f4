import { gunzipSync } from "node:zlib";
import { AppError } from "../../../../shared/errors.ts";

/** Of a body as it comes, and of what it unpacks to: a gzip of 32 kB may hold a thousand times as much. */
export const maxBodyBytes = 32 * 1024 * 1024;

/** A body without its gzip. Throws `too-large` as soon as it unpacks to more than `maxBodyBytes`, `bad-request` where it is cut or no gzip. */
export function unpack(body: Uint8Array, isGzip: boolean): Uint8Array {
  if (!isGzip) return body;
  try {
    return gunzipSync(body, { maxOutputLength: maxBodyBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") throw bodyTooLarge("unpacks to more");
    throw new AppError("bad-request", `The body can't be unpacked: ${(error as Error).message}.`, { fix: "Send it as gzip with `Content-Encoding: gzip`, or as it is without; nothing of this one was stored." });
  }
}

export const bodyTooLarge = (how: string) => new AppError("too-large", `The body ${how} than ${maxBodyBytes / 1024 / 1024} MB; nothing of it was stored.`, { fix: "Send it in several requests, as with a smaller batch size of the exporter." });
