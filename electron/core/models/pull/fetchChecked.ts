import { rename } from "node:fs/promises";
import { AppError } from "../../../../shared/errors.ts";
import type { AnswerFacts } from "./answerFacts.ts";
import { fetchFile, type Attempts } from "./fetchFile.ts";
import { openPart } from "./partFile.ts";
import type { PullProgress } from "./pullProgress.ts";
import type { Expected } from "./pullRecord.ts";
import type { Requester } from "./requester.ts";

type Fetch = {
  requester: Requester;
  address: URL;
  /** Where it lies when it is whole; until then with `.part` behind it. */
  path: string;
  expected: Expected;
  /** The SHA-256 that the person or the catalogue names. */
  wanted: string | undefined;
  attempts: Attempts;
  progress: PullProgress;
  signal: AbortSignal;
  /** When `expected` is new, before the body is read. False: the bytes are not wanted. */
  onExpected: () => Promise<boolean>;
  /** Throws when the disk has become full. */
  checkSpace: () => Promise<void>;
};

const spaceEveryBytes = 16 * 1024 * 1024;

/** Fetches one file, checks its SHA-256 and gives it its name when it is safe on the disk. Null: its bytes were not wanted. */
export async function fetchChecked({ requester, address, path, expected, wanted, attempts, progress, signal, onExpected, checkSpace }: Fetch): Promise<{ sizeBytes: number; sha256: string } | null> {
  const onPiece = (doneBytes: number) => {
    progress.part(doneBytes, 0);
    progress.note("Checking the bytes that are there.");
  };
  const part = await openPart(`${path}.part`, { signal, onPiece });
  let uncheckedBytes = 0;

  async function refuse(right: string, found: string, what: string): Promise<never> {
    await part.discard();
    throw wrongHash(expected.name, right, found, what);
  }

  async function onFacts({ sizeBytes, sha256, etag }: AnswerFacts): Promise<boolean> {
    if (wanted !== undefined && sha256 !== null && wanted !== sha256) await refuse(wanted, sha256, "The hub says that it");
    Object.assign(expected, { sizeBytes, sha256, etag });
    return onExpected();
  }

  async function onBytes(bytes: number): Promise<void> {
    progress.part(part.sizeBytes, bytes);
    uncheckedBytes += bytes;
    if (uncheckedBytes < spaceEveryBytes) return;
    uncheckedBytes = 0;
    await checkSpace();
  }

  try {
    if ((await fetchFile({ requester, address, part, expected, attempts, signal, onFacts, onBytes, note: progress.note })) === "stopped") return null;
    const sha256 = part.sha256();
    const right = wanted ?? expected.sha256;
    if (right !== null && sha256 !== right) await refuse(right, sha256, "What came");
    await part.sync();
    await part.close();
    await rename(part.path, path);
    return { sizeBytes: part.sizeBytes, sha256 };
  } finally {
    await part.close();
  }
}

function wrongHash(name: string, wanted: string, found: string, what: string): AppError {
  return new AppError("download-failed", `${name} is not the file that it should be. ${what} has SHA-256 ${found}; it should have ${wanted}. It was removed.`, {
    fix: "Check the hash with the model's page, and fetch it from another place if it is right.",
    details: { wanted, found },
  });
}
