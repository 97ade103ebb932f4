import { basename, dirname, join } from "node:path";

const ending = /-(\d{5})-of-(\d{5})\.gguf$/i;
/** As many parts as any known model has, several times over. */
const mostParts = 4096;

/** `part` counts from 1. `stem` is the file's name without the ending. */
export type SplitName = { stem: string; part: number; parts: number };

/** What a name such as `mail-00002-of-00003.gguf` says; null for any other. llama.cpp finds the parts of a split model by such names. */
export function splitName(path: string): SplitName | null {
  const match = ending.exec(path);
  const part = Number(match?.[1]);
  const parts = Number(match?.[2]);
  if (!match || part < 1 || part > parts || parts < 2 || parts > mostParts) return null;
  return { stem: basename(path).slice(0, -match[0].length), part, parts };
}

const number = (value: number) => String(value).padStart(5, "0");

/** Paths of all `parts` of the split model that `path` is a part of, in order; `path` alone where `parts` is 1. */
export function partPaths(path: string, parts: number): string[] {
  const stem = parts === 1 ? undefined : splitName(path)?.stem;
  if (stem === undefined) return [path];
  const gguf = path.slice(-".gguf".length);
  return Array.from({ length: parts }, (_, index) => join(dirname(path), `${stem}-${number(index + 1)}-of-${number(parts)}${gguf}`));
}

/** `path`, or the first part of the split model that it is a part of. */
export function firstPart(path: string): string {
  const split = splitName(path);
  return split ? partPaths(path, split.parts)[0]! : path;
}
