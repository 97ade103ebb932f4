import { createHash } from "node:crypto";
import { AppError } from "../../../shared/errors.ts";
import { openRegularFile } from "./openRegularFile.ts";
import { statParts, timeOfParts } from "./splits/timeOfParts.ts";

/** Half a megabyte is hashed in 0.3 to 1.3 ms: other work is never held up for longer. */
const pieceBytes = 512 * 1024;

/** Of several files: their size together, and their time as `timeOfParts` has it. */
export type HashedFile = { sha256: string; sizeBytes: number; modifiedUs: number };
export type HashOptions = {
  signal: AbortSignal;
  report: (doneBytes: number, totalBytes: number) => void;
  /** Gets each piece in order, and is waited for. */
  onPiece?: (piece: Uint8Array, path: string) => Promise<void>;
};

async function readPieces(path: string, signal: AbortSignal, onPiece: (piece: Uint8Array) => Promise<void>): Promise<{ sizeBytes: number; modifiedUs: number }> {
  const { file, sizeBytes, modifiedUs } = await openRegularFile(path);
  try {
    const piece = new Uint8Array(pieceBytes);
    let doneBytes = 0;
    // Not to the end of the file but to the end it had: one that is written to faster than it is read would never end.
    while (doneBytes < sizeBytes) {
      if (signal.aborted) throw new AppError("cancelled", "Hashing the file was cancelled.");
      const { bytesRead } = await file.read(piece, 0, Math.min(pieceBytes, sizeBytes - doneBytes), doneBytes);
      if (bytesRead === 0) break;
      await onPiece(piece.subarray(0, bytesRead));
      doneBytes += bytesRead;
    }
    const after = await file.stat();
    if (doneBytes !== sizeBytes || after.size !== sizeBytes || Math.round(after.mtimeMs * 1000) !== modifiedUs) {
      throw new AppError("model-changed", `${path} was written to while it was hashed.`, { fix: "Wait until the file is complete, then import it again." });
    }
    return { sizeBytes, modifiedUs };
  } finally {
    await file.close();
  }
}

/**
 * SHA-256 of the bytes of all the files, one after the other: what `cat PART1 PART2 … | sha256sum` says. A split model's parts are given
 * in order, so that its hash is of all of them. `report` gets the bytes done so far, and of how many. Throws `model-changed` when a file was written to
 * meanwhile, and `cancelled`.
 */
export async function hashFiles(paths: string[], { signal, report, onPiece }: HashOptions): Promise<HashedFile> {
  const totalBytes = (await statParts(paths))?.sizeBytes ?? 0;
  const hash = createHash("sha256");
  const done: { sizeBytes: number; modifiedUs: number }[] = [];
  let doneBytes = 0;
  report(0, totalBytes);
  for (const path of paths) {
    done.push(await readPieces(path, signal, async (piece) => {
      hash.update(piece);
      await onPiece?.(piece, path);
      doneBytes += piece.length;
      report(doneBytes, totalBytes);
    }));
  }
  return { sha256: hash.digest("hex"), sizeBytes: doneBytes, modifiedUs: timeOfParts(done.map(({ modifiedUs }) => modifiedUs)) };
}

/** As `hashFiles`, of one file. */
export const hashFile = (path: string, options: HashOptions): Promise<HashedFile> => hashFiles([path], options);
