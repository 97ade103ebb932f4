import type { IncomingHttpHeaders } from "node:http";
import { AppError } from "../../../../shared/errors.ts";

const passingStatuses = new Set([408, 425, 429, 500, 502, 503, 504]);
const certificateFailure = /^(CERT_|ERR_TLS_|UNABLE_TO_|DEPTH_ZERO_SELF|SELF_SIGNED)/;
/** Longer is not waited: the person asks again. */
const longestWaitMs = 120_000;

/** A failure that the next attempt may not meet. `retryAfterMs`: how long the server asks to wait. */
const passing = (message: string, more: { retryAfterMs?: number; cause?: unknown } = {}) =>
  new AppError("download-failed", message, { details: { retryAfterMs: more.retryAfterMs ?? 0 }, cause: more.cause });

/** How long to wait at least before the next attempt, in ms; null: another attempt would be in vain. */
export function waitAfter(error: unknown): number | null {
  const wait = error instanceof AppError && error.code === "download-failed" ? error.details?.["retryAfterMs"] : undefined;
  return typeof wait === "number" && wait <= longestWaitMs ? wait : null;
}

/** RFC 9110, 10.2.3: seconds or a date. */
function retryAfterMs(headers: IncomingHttpHeaders, now: number): number {
  const text = headers["retry-after"];
  if (!text) return 0;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}

/** Why a status that is no success ends the attempt. `isHub`: a token may help. */
export function statusFailure({ status, headers, url, isHub }: { status: number; headers: IncomingHttpHeaders; url: URL; isHub: boolean }, now: number): AppError {
  const where = `${url.origin}${url.pathname}`;
  const token = "If the repository is private or gated, accept its terms on its page and set HF_TOKEN in the environment in which Tapedeck starts.";
  if (passingStatuses.has(status)) {
    const wait = retryAfterMs(headers, now);
    const asked = wait > 0 ? ` and asks to wait ${Math.ceil(wait / 1000)} s` : "";
    return passing(`${url.host} answers ${status}${status === 429 ? " (too many requests)" : ""}${asked}.`, { retryAfterMs: wait });
  }
  switch (status) {
    case 401: return new AppError("unauthorized", `${url.host} wants to know who asks for ${where} (401)${isHub ? ", or there is no such repository" : ""}.`, { fix: isHub ? `Check the spelling. ${token}` : "Give an address that needs no login, for example a signed one." });
    case 403: return new AppError("forbidden", `${url.host} does not give ${where} (403).`, { fix: isHub ? token : "A signed address may have run out: get a new one." });
    case 404:
    case 410: return new AppError("not-found", `There is nothing at ${where} (${status}).`, { fix: "Check the spelling of repository, revision and file." });
    default: return new AppError("download-failed", `${url.host} answers ${status} for ${where}.`, { fix: "Open the address in a browser to see what the server says." });
  }
}

/** What Node says when a connection can't be made or breaks. AppErrors stay as they are. */
export function networkFailure(error: unknown, host: string): unknown {
  if (error instanceof AppError) return error;
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
  if (certificateFailure.test(code)) return new AppError("download-failed", `${host} can't prove that it is ${host}: ${(error as Error).message}.`, { fix: "Check the clock of this machine. For a certificate of your own, name it in NODE_EXTRA_CA_CERTS.", cause: error });
  switch (code) {
    case "ENOTFOUND":
    case "EAI_AGAIN": return passing(`The address of ${host} can't be found.`, { cause: error });
    case "ECONNREFUSED": return passing(`${host} takes no connections.`, { cause: error });
    case "ECONNRESET":
    case "EPIPE": return passing(`${host} dropped the connection.`, { cause: error });
    case "ETIMEDOUT":
    case "EHOSTUNREACH":
    case "ENETUNREACH":
    case "ENETDOWN":
    case "ERR_PROXY_TUNNEL": return passing(`${host} can't be reached.`, { cause: error });
    default: return code.startsWith("HPE_") ? passing(`${host} answers with something that is not HTTP.`, { cause: error }) : error;
  }
}

/** The server has sent nothing for `idleMs`. */
export const stalled = (host: string, idleMs: number) => passing(`${host} has sent nothing for ${Math.round(idleMs / 1000)} s.`);
/** The answer ended before it was whole. */
export const endedEarly = (host: string, doneBytes: number, sizeBytes: number) => passing(`${host} ended its answer at ${doneBytes} of ${sizeBytes} bytes.`);
/** The server takes back what it said before; the next attempt starts over. */
export const startsOver = (why: string) => passing(why);
