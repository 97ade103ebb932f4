import { setTimeout as delay } from "node:timers/promises";
import { AppError } from "../../../../shared/errors.ts";
import { factsOf, isAnotherFile, rangeHeaders, type AnswerFacts } from "./answerFacts.ts";
import { endedEarly, networkFailure, startsOver, statusFailure, waitAfter } from "./failures.ts";
import { createHeaderCheck } from "./headerCheck.ts";
import type { PartFile } from "./partFile.ts";
import type { Expected } from "./pullRecord.ts";
import type { Answer, Requester } from "./requester.ts";

export type Attempts = {
  /** Failures in a row, without a byte that was not there before, before and after the first byte. */
  most: number;
  mostBeforeFirstByte: number;
  firstWaitMs: number;
  longestWaitMs: number;
};
export const defaultAttempts: Attempts = { most: 8, mostBeforeFirstByte: 4, firstWaitMs: 500, longestWaitMs: 30_000 };

type Parts = {
  requester: Requester;
  address: URL;
  part: PartFile;
  expected: Expected;
  attempts: Attempts;
  signal: AbortSignal;
  /** Before the body is read, with what the headers say: checks it, and writes it into `expected`. False: the body is not wanted. */
  onFacts: (facts: AnswerFacts) => Promise<boolean>;
  /** After each piece. `bytes` came over the network. */
  onBytes: (bytes: number) => Promise<void>;
  note: (text: string | undefined) => void;
};

const mostRestarts = 3;

/**
 * Fetches what is missing of the file into `part`, and tries again where the connection breaks. What it throws besides failures of the
 * network: `not-a-model` and `download-failed` for bytes that are wrong, after which the part is gone; `disk-full`; `onFacts`' own.
 */
export async function fetchFile({ requester, address, part, expected, attempts, signal, onFacts, onBytes, note }: Parts): Promise<"fetched" | "stopped"> {
  const header = createHeaderCheck(part);
  let furthestBytes = part.sizeBytes;
  let failures = 0;
  let restarts = 0;

  async function refuse(error: unknown): Promise<never> {
    await part.discard();
    throw error;
  }

  async function startOver(why: string): Promise<void> {
    if (++restarts > mostRestarts) throw new AppError("download-failed", `The file can't be fetched in one piece: ${why}`, { fix: "Try again later, or fetch it from another place." });
    await part.startOver();
    furthestBytes = 0;
    note(`${why} Started over.`);
  }

  /** Brings the part to where the answer begins; false: it has to start over for that. */
  async function alignWith({ url }: Answer, facts: AnswerFacts): Promise<boolean> {
    const isOther = part.sizeBytes > 0 && isAnotherFile(expected, facts);
    if (facts.startsAt === part.sizeBytes && !isOther) return true;
    const why = isOther ? `The file at ${url.host} has changed.` : facts.startsAt > 0 ? `${url.host} goes on at another place than it was asked to.` : `${url.host} can't go on in the middle of a file.`;
    await startOver(why);
    // Its body is not the beginning.
    if (facts.startsAt > 0) throw startsOver(why);
    return false;
  }

  async function readBody({ body, url }: Answer, sizeBytes: number | null): Promise<void> {
    for await (const piece of body.pieces()) {
      if (sizeBytes !== null && part.sizeBytes + piece.length > sizeBytes) await refuse(new AppError("download-failed", `${url.host} sends more than the ${sizeBytes} bytes that the file should have.`, { fix: "Look for the file in another place." }));
      await part.append(piece);
      await header.look(sizeBytes, false).catch(refuse);
      await onBytes(piece.length);
    }
    if (sizeBytes !== null && part.sizeBytes < sizeBytes) throw endedEarly(url.host, part.sizeBytes, sizeBytes);
  }

  async function attempt(): Promise<"fetched" | "stopped"> {
    if (expected.sizeBytes !== null && part.sizeBytes === expected.sizeBytes) return "fetched";
    const headersFor = (linked: Answer["linked"]) => rangeHeaders(expected, linked.sha256, part.sizeBytes);
    const answer = await requester.ask(address, { method: "GET", headersFor, signal });
    try {
      const { status, headers, url } = answer;
      if (status === 416 && part.sizeBytes > 0) {
        await startOver(`${url.host} has no more than the ${part.sizeBytes} bytes that are there.`);
        throw startsOver(`${url.host} has no such part of the file.`);
      }
      if (status !== 200 && status !== 206) throw statusFailure({ status, headers, url, isHub: address.origin === requester.hub.origin }, Date.now());
      const facts = factsOf(answer);
      if (await alignWith(answer, facts)) note(undefined);
      if (!(await onFacts(facts))) return "stopped";
      await readBody(answer, facts.sizeBytes);
      return "fetched";
    } catch (error) {
      throw networkFailure(error, answer.url.host);
    } finally {
      answer.body.destroy();
    }
  }

  for (;;) {
    try {
      if ((await attempt()) === "stopped") return "stopped";
      break;
    } catch (error) {
      const askedMs = waitAfter(error);
      if (signal.aborted || askedMs === null || !(error instanceof AppError)) throw error;
      if (part.sizeBytes > furthestBytes) failures = 0;
      furthestBytes = Math.max(furthestBytes, part.sizeBytes);
      const most = part.sizeBytes > 0 ? attempts.most : attempts.mostBeforeFirstByte;
      if (++failures >= most) throw givenUp(error, failures, part.sizeBytes);
      const waitMs = Math.max(askedMs, Math.min(attempts.longestWaitMs, attempts.firstWaitMs * 2 ** (failures - 1)));
      note(`${error.message} Trying again in ${(waitMs / 1000).toFixed(waitMs < 1000 ? 1 : 0)} s.`);
      await delay(waitMs, undefined, { signal });
    }
  }
  await header.look(part.sizeBytes, true).catch(refuse);
  return "fetched";
}

function givenUp(error: AppError, failures: number, doneBytes: number): AppError {
  const fix = doneBytes > 0 ? `Pull again: it goes on after the ${doneBytes} bytes that are there.` : "Check the address and the network, then pull again.";
  return new AppError("download-failed", `${error.message} Given up after ${failures} attempts.`, { fix, details: error.details, cause: error });
}
