import { basename } from "node:path";
import type { GgufDescription } from "../../../shared/gguf/describe.ts";

export type Names = { name: string; family: string; version: string };

const quantizationEnding = /[-._ ](?:(?:I?Q|TQ)\d(?:_[A-Za-z0-9]+)*|BF16|FP?16|FP?32|MXFP4|NVFP4)$/i;
const versionEnding = /[-._ ](v\d+(?:\.\d+)*)$/i;

const clean = (text: string) => text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, " ").trim().slice(0, 200);

/**
 * What to call the model in the file at `path`. A `.gguf` file is called as its user called it, without the quantization; another file
 * (a blob named by its hash) as its metadata says. Family and version: from the metadata, else from the name.
 */
export function guessNames(path: string, { basename: base, version: stated, inspection }: GgufDescription): Names {
  const fileName = basename(path);
  const stem = /\.gguf$/i.test(fileName) ? clean(fileName.slice(0, -5).replace(quantizationEnding, "")) : "";
  const name = stem || clean([base, stated].filter(Boolean).join("-")) || clean(inspection.name) || clean(fileName) || "model";
  const version = clean(stated) || (versionEnding.exec(name)?.[1] ?? "");
  return { name, family: clean(base) || name.replace(versionEnding, ""), version };
}

/** `name`, told apart from the names that are `taken` by the quantization, then by a number. */
export function freeName(name: string, quantization: string, taken: string[]): string {
  const used = new Set(taken.map((each) => each.toLowerCase()));
  const isFree = (candidate: string) => !used.has(candidate.toLowerCase());
  if (isFree(name)) return name;
  const withQuantization = `${name} ${quantization}`;
  if (isFree(withQuantization)) return withQuantization;
  for (let number = 2; ; number++) {
    const candidate = `${withQuantization} ${number}`;
    if (isFree(candidate)) return candidate;
  }
}
