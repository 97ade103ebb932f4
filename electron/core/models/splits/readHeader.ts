import { access, type FileHandle } from "node:fs/promises";
import { basename } from "node:path";
import { AppError } from "../../../../shared/errors.ts";
import { notAModel } from "../../../../shared/gguf/byteReader.ts";
import { limits } from "../../../../shared/gguf/limits.ts";
import { parseHeader, type GgufHeader } from "../../../../shared/gguf/parseHeader.ts";
import { openRegularFile } from "../openRegularFile.ts";
import { explainCut } from "./explainCut.ts";
import { joinParts, splitOf, type PartHeader } from "./joinParts.ts";
import { timeOfParts } from "./timeOfParts.ts";
import { partPaths, splitName } from "./splitName.ts";

const firstReadBytes = 1024 * 1024;
const namedParts = 10;

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

async function readOne(path: string): Promise<{ header: GgufHeader; modifiedUs: number }> {
  const { file, sizeBytes, modifiedUs } = await openRegularFile(path);
  try {
    let lengthBytes = Math.min(sizeBytes, firstReadBytes);
    for (;;) {
      const header = parseHeader(await readStart(file, lengthBytes), sizeBytes);
      if (!("neededBytes" in header)) return { header, modifiedUs };
      lengthBytes = Math.min(sizeBytes, limits.headerBytes, Math.max(header.neededBytes, 2 * lengthBytes));
    }
  } catch (error) {
    const cut = error instanceof AppError && error.code === "not-a-model" ? await explainCut(path) : null;
    throw cut === null ? error : notAModel(cut, null);
  } finally {
    await file.close();
  }
}

async function missing(paths: string[]): Promise<string[]> {
  const seen = await Promise.all(paths.map((path) => access(path).then(() => true, () => false)));
  return paths.filter((_, index) => !seen[index]).map((path) => basename(path));
}

/**
 * Reads and checks the header of the GGUF file at `path`, and nothing behind it: at most 64 MiB, in reads that double until it is whole.
 * Any part of a split model gives the header of all its parts together; `paths` are theirs, in order; `modifiedUs`: their time, as `timeOfParts` has it. Throws `not-a-model` with the
 * reason (missing parts by name), `not-found`, `forbidden`.
 */
export async function readHeader(path: string): Promise<{ header: GgufHeader; paths: string[]; modifiedUs: number }> {
  const { header, modifiedUs } = await readOne(path);
  const split = splitOf(header);
  if (!split) return { header, paths: [path], modifiedUs };
  const named = splitName(path);
  const name = basename(path);
  if (!named || named.part !== split.part || named.parts !== split.parts) {
    throw notAModel(`${name} is part ${split.part} of ${split.parts} of a split model, and its name does not say so: llama.cpp finds the parts by names that end in -00001-of-${String(split.parts).padStart(5, "0")}.gguf.`, null);
  }
  const paths = partPaths(path, named.parts);
  const absent = await missing(paths);
  if (absent.length > 0) {
    const more = absent.length > namedParts ? ` and ${absent.length - namedParts} more` : "";
    throw notAModel(`${name} is part ${named.part} of ${named.parts} of a split model, and ${absent.length === 1 ? "a part is" : `${absent.length} parts are`} missing: ${absent.slice(0, namedParts).join(", ")}${more}. Put all parts into one folder.`, null);
  }
  const parts: (PartHeader & { modifiedUs: number })[] = [];
  for (const each of paths) parts.push({ path: each, ...(await readOne(each)) });
  return { header: joinParts(parts), paths, modifiedUs: timeOfParts(parts.map((part) => part.modifiedUs)) };
}
