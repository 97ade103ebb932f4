import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";

const pieceBytes = 1024 * 1024;

/** SHA-256 of a file in hex, read in pieces; `onPiece` hears how many bytes each had, and may throw to end it. */
export function hashOf(path: string, onPiece: (bytes: number) => void): string {
  const hash = createHash("sha256");
  const file = openSync(path, "r");
  try {
    const piece = Buffer.allocUnsafe(pieceBytes);
    for (;;) {
      const bytes = readSync(file, piece);
      if (bytes === 0) return hash.digest("hex");
      hash.update(piece.subarray(0, bytes));
      onPiece(bytes);
    }
  } finally {
    closeSync(file);
  }
}
