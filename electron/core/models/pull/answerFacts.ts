import { AppError } from "../../../../shared/errors.ts";
import { startsOver } from "./failures.ts";
import type { Expected } from "./pullRecord.ts";
import type { Answer } from "./requester.ts";

/** What an answer says of the whole file, and at which byte its own bytes begin. */
export type AnswerFacts = Omit<Expected, "name"> & { startsAt: number };

const whole = (text: string | undefined) => (text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null);

/** Reads the headers of an answer 200 or 206 (RFC 9110, 14.4). Throws `download-failed` where the hub and the server contradict each other. */
export function factsOf({ status, headers, url, linked }: Answer): AnswerFacts {
  const encoding = headers["content-encoding"];
  if (encoding !== undefined && encoding !== "identity") throw new AppError("download-failed", `${url.host} sends the file as ${encoding}, though it was asked not to.`, { fix: "Fetch the file with another program and import it." });
  const [, start, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers["content-range"] ?? "") ?? [];
  if (status === 206 && start === undefined) throw startsOver(`${url.host} sends a part of the file without saying which.`);
  const saidBytes = status === 206 ? whole(total) : whole(headers["content-length"]);
  if (linked.sizeBytes !== null && saidBytes !== null && linked.sizeBytes !== saidBytes) {
    throw new AppError("download-failed", `The hub says that the file has ${linked.sizeBytes} bytes; ${url.host} wants to send ${saidBytes}.`, { fix: "Try again later; if it stays so, the hub's copy is damaged.", details: { hubBytes: linked.sizeBytes, serverBytes: saidBytes } });
  }
  const etag = headers.etag ?? null;
  return { startsAt: status === 206 ? Number(start) : 0, sizeBytes: linked.sizeBytes ?? saidBytes, sha256: linked.sha256, etag: etag?.startsWith('"') ? etag : null };
}

/** Asks for the rest, but only of the same file: by the hub's hash where it gives one, else by the ETag (RFC 9110, 13.1.5). */
export function rangeHeaders(expected: Expected, linkedSha256: string | null, doneBytes: number): Record<string, string> {
  if (doneBytes === 0) return {};
  const range = `bytes=${doneBytes}-`;
  if (expected.sha256 !== null && linkedSha256 !== null) return expected.sha256 === linkedSha256 ? { range } : {};
  return expected.etag === null ? {} : { range, "if-range": expected.etag };
}

/** Whether the server has another file by now. Null: it can't be told. */
export function isAnotherFile(expected: Expected, facts: AnswerFacts): boolean | null {
  if (expected.sizeBytes !== null && facts.sizeBytes !== null && expected.sizeBytes !== facts.sizeBytes) return true;
  if (expected.sha256 !== null && facts.sha256 !== null) return expected.sha256 !== facts.sha256;
  if (expected.etag !== null && facts.etag !== null) return expected.etag !== facts.etag;
  return null;
}
