import type { FileHandle } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";
import { describe, type GgufDescription } from "../../../shared/gguf/describe.ts";
import { notAModel } from "../../../shared/gguf/byteReader.ts";
import { limits } from "../../../shared/gguf/limits.ts";
import { parseHeader } from "../../../shared/gguf/parseHeader.ts";
import { checkTokensDiffer } from "../../../shared/gguf/tokenTexts.ts";
import { openRegularFile } from "./openRegularFile.ts";

const firstReadBytes = 1024 * 1024;

async function readStart(file: FileHandle, lengthBytes: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(lengthBytes);
  let filled = 0;
  while (filled < lengthBytes) {
    const { bytesRead } = await file.read(bytes, filled, lengthBytes - filled, filled);
    if (bytesRead === 0) throw notAModel("The file became shorter while it was read.", filled);
    filled += bytesRead;
  }
  return bytes;
}

/**
 * Reads and checks the header of the GGUF file at `path`, and nothing behind it: at most 64 MiB, in reads that double until the header
 * is whole. `modifiedUs`: the file's time in microseconds. Throws `not-a-model` with the reason, `not-found`, `forbidden`.
 */
export async function readGguf(path: string): Promise<GgufDescription & { modifiedUs: number }> {
  const { file, sizeBytes, modifiedUs } = await openRegularFile(path);
  try {
    let lengthBytes = Math.min(sizeBytes, firstReadBytes);
    for (;;) {
      const header = parseHeader(await readStart(file, lengthBytes), sizeBytes);
      if (!("neededBytes" in header)) {
        const description = describe(header);
        for (const _ of checkTokensDiffer(header)) await setImmediate();
        return { ...description, modifiedUs };
      }
      lengthBytes = Math.min(sizeBytes, limits.headerBytes, Math.max(header.neededBytes, 2 * lengthBytes));
    }
  } finally {
    await file.close();
  }
}
