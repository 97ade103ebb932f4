import { AppError } from "../../../../shared/errors.ts";
import { limits } from "../../../../shared/gguf/limits.ts";
import { parseHeader } from "../../../../shared/gguf/parseHeader.ts";
import type { PartFile } from "./partFile.ts";

/** Magic, version and counts: enough to know a web page from a model. */
const firstBytes = 24;

/**
 * Checks the header of a GGUF as soon as its bytes are there, so that a page of HTML or a damaged file ends the pull at once.
 * `look` throws `not-a-model`; with `isWhole` also where the header goes on behind the file's end.
 */
export function createHeaderCheck(part: PartFile) {
  let isSound = false;
  let wantedBytes = firstBytes;

  return {
    /** `sizeBytes`: the whole file's; null where the server has not said it. */
    async look(sizeBytes: number | null, isWhole: boolean): Promise<void> {
      if (isWhole) isSound = false;
      if (isSound || (!isWhole && part.sizeBytes < wantedBytes)) return;
      const start = await part.readStart(limits.headerBytes);
      const header = readHeader(start, isWhole ? part.sizeBytes : (sizeBytes ?? Number.MAX_SAFE_INTEGER));
      if ("neededBytes" in header) wantedBytes = Math.max(header.neededBytes, 2 * start.length);
      else isSound = true;
    },
  };
}

function readHeader(start: Uint8Array, sizeBytes: number): ReturnType<typeof parseHeader> {
  try {
    return parseHeader(start, sizeBytes);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "not-a-model") throw error;
    throw new AppError("not-a-model", `What the server sends is no model that can be used. ${error.message}`, { fix: "Check the address: it must lead to the .gguf file itself.", details: error.details, cause: error });
  }
}
