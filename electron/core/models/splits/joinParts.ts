import { basename } from "node:path";
import { notAModel } from "../../../../shared/gguf/byteReader.ts";
import { createFacts } from "../../../../shared/gguf/facts.ts";
import type { GgufHeader } from "../../../../shared/gguf/parseHeader.ts";

export type PartHeader = { path: string; header: GgufHeader };

/** How a header says that its file is split: `part` counts from 1. Null: it is whole. */
export function splitOf(header: GgufHeader): { part: number; parts: number; tensors: number | null } | null {
  const facts = createFacts(header);
  const parts = facts.count("split.count") ?? 1;
  return parts > 1 ? { part: (facts.count("split.no") ?? 0) + 1, parts, tensors: facts.count("split.tensors.count") } : null;
}

/**
 * The header of the whole model whose parts these are, in order: the first one's metadata without the marks of a part, the tensors and
 * the size in bytes of all. Offsets of tensors stay those in their own files. Throws `not-a-model` where parts do not belong together.
 */
export function joinParts(parts: PartHeader[]): GgufHeader {
  const names = new Set<string>();
  for (const [index, { path, header }] of parts.entries()) {
    const said = splitOf(header);
    if (!said) throw notAModel(`${basename(path)} is not a part of a split model, though its name says so.`, null);
    if (said.part !== index + 1 || said.parts !== parts.length) {
      throw notAModel(`${basename(path)} says that it is part ${said.part} of ${said.parts}, and its name says ${index + 1} of ${parts.length}: give the parts the names that they had.`, null);
    }
    for (const { name } of header.tensors) {
      if (names.has(name)) throw notAModel(`${basename(path)} holds a tensor that an earlier part holds too: the parts are not of one model.`, null);
      names.add(name);
    }
  }
  const first = parts[0]!.header;
  const wanted = splitOf(first)?.tensors ?? names.size;
  if (wanted !== names.size) throw notAModel(`The parts hold ${names.size} tensors together, and the first one says ${wanted}: the parts are not of one model.`, null);
  return {
    ...first,
    metadata: new Map([...first.metadata].filter(([key]) => !key.startsWith("split."))),
    tensors: parts.flatMap(({ header }) => header.tensors),
    fileBytes: parts.reduce((sum, { header }) => sum + header.fileBytes, 0),
  };
}
