import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { ggufString, u32 } from "./buildGguf.ts";

/** Where a GGUF's metadata begins: behind magic, version and the two counts. */
const metadataStart = 24;
const alignment = 32;

/** A copy of a GGUF with more metadata, or other values for texts that it has; gives its path. It is gone after the test. */
export function copyWithMetadata(path: string, more: Record<string, number | string>): string {
  const source = readFileSync(path);
  const entries = Object.entries(more).map(([key, value]) => {
    // A key stands there once only: the old one gets another last letter.
    const at = source.indexOf(ggufString(key));
    if (at >= 0) source.write("X", at + 8 + Buffer.byteLength(key) - 1);
    return Buffer.concat([ggufString(key), typeof value === "number" ? Buffer.concat([u32(4), u32(value)]) : Buffer.concat([u32(8), ggufString(value)])]);
  });
  const padKey = Buffer.concat([ggufString("test.padding"), u32(8)]);
  const unpadded = entries.reduce((sum, { length }) => sum + length, padKey.length + 8);
  // Tensor data lies at a multiple of the alignment: what comes in has to be one.
  const padding = Buffer.concat([padKey, ggufString("x".repeat(alignment - (unpadded % alignment)))]);
  source.writeBigUInt64LE(source.readBigUInt64LE(16) + BigInt(entries.length + 1), 16);
  const folder = mkdtempSync(join(tmpdir(), "tapedeck-copy-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const copy = join(folder, "copy.gguf");
  writeFileSync(copy, Buffer.concat([source.subarray(0, metadataStart), ...entries, padding, source.subarray(metadataStart)]));
  return copy;
}
