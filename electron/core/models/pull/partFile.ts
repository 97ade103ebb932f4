import { createHash } from "node:crypto";
import { open, rm, type FileHandle } from "node:fs/promises";
import { fileFailure } from "../openRegularFile.ts";

const pieceBytes = 512 * 1024;

export type PartFile = Awaited<ReturnType<typeof openPart>>;

/** The bytes fetched so far of one file, and their SHA-256. Makes the file, or reads and hashes what an earlier pull left. */
export async function openPart(path: string, { signal, onPiece }: { signal: AbortSignal; onPiece: (doneBytes: number) => void }) {
  const file = await open(path, "a+").catch((error: unknown) => { throw fileFailure(error, path); });
  let hash = createHash("sha256");
  let sizeBytes = 0;
  try {
    sizeBytes = await hashWhatIsThere(file, (piece, doneBytes) => {
      signal.throwIfAborted();
      hash.update(piece);
      onPiece(doneBytes);
    });
  } catch (error) {
    await file.close();
    throw fileFailure(error, path);
  }

  return {
    path,
    get sizeBytes() {
      return sizeBytes;
    },
    async append(piece: Uint8Array): Promise<void> {
      try {
        await file.appendFile(piece);
      } catch (error) {
        // A disk that became full took some of it.
        await file.truncate(sizeBytes).catch(() => undefined);
        throw fileFailure(error, path);
      }
      hash.update(piece);
      sizeBytes += piece.length;
    },
    async readStart(lengthBytes: number): Promise<Uint8Array> {
      const bytes = new Uint8Array(Math.min(lengthBytes, sizeBytes));
      const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
      return bytes.subarray(0, bytesRead);
    },
    /** Throws everything away. */
    async startOver(): Promise<void> {
      await file.truncate(0);
      hash = createHash("sha256");
      sizeBytes = 0;
    },
    sha256: (): string => hash.copy().digest("hex"),
    /** On the disk, also after a power loss. */
    sync: (): Promise<void> => file.sync(),
    close: (): Promise<void> => file.close(),
    async discard(): Promise<void> {
      sizeBytes = 0;
      // Windows removes no file that is open.
      await file.close();
      await rm(path, { force: true });
    },
  };
}

async function hashWhatIsThere(file: FileHandle, onPiece: (piece: Uint8Array, doneBytes: number) => void): Promise<number> {
  const piece = new Uint8Array(pieceBytes);
  for (let doneBytes = 0; ; ) {
    const { bytesRead } = await file.read(piece, 0, pieceBytes, doneBytes);
    if (bytesRead === 0) return doneBytes;
    doneBytes += bytesRead;
    onPiece(piece.subarray(0, bytesRead), doneBytes);
  }
}
