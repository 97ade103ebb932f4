import { setImmediate } from "node:timers/promises";
import { describe, type GgufDescription } from "../../../shared/gguf/describe.ts";
import type { GgufHeader } from "../../../shared/gguf/parseHeader.ts";
import { checkTokensDiffer } from "../../../shared/gguf/tokenTexts.ts";
import { readHeader } from "./splits/readHeader.ts";

/** `paths`: the files that hold it, more than one for a split model; `modifiedUs`: their time in microseconds (`timeOfParts`). */
export type ReadGguf = GgufDescription & { header: GgufHeader; paths: string[]; modifiedUs: number };

/** Reads and checks the GGUF at `path` as `readHeader` does, and says what it is. Throws `not-a-model` with the reason, `not-found`, `forbidden`. */
export async function readGguf(path: string): Promise<ReadGguf> {
  const { header, paths, modifiedUs } = await readHeader(path);
  const description = describe(header);
  for (const _ of checkTokensDiffer(header)) await setImmediate();
  return { ...description, header, paths, modifiedUs };
}
