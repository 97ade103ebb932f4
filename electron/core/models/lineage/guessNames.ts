import { basename } from "node:path";
import type { ModelKind } from "../../../../shared/schemas/model.ts";
import { splitName } from "../splits/splitName.ts";
import { oneLine, type Origin } from "./origin.ts";

/** `from` says what family and version were taken from. */
export type Names = { name: string; family: string; version: string; from: { family: "file" | "name"; version: "file" | "name" | "nothing" } };

const quantizationEnding = /[-._ ](?:(?:I?Q|TQ)\d(?:_[A-Za-z0-9]+)*|BF16|FP?16|FP?32|MXFP4|NVFP4)$/i;
const versionEnding = /[-._ ](v\d+(?:\.\d+)*)$/i;

/** The file's name without the ending, the mark of a part and the quantization; empty for one that is not named as a GGUF. */
export function stemOf(path: string): string {
  const fileName = splitName(path)?.stem ?? (/\.gguf$/i.test(path) ? basename(path).slice(0, -".gguf".length) : "");
  return oneLine(fileName.replace(quantizationEnding, ""));
}

/**
 * What to call the model in the file at `path`. A `.gguf` file is called as its user called it, without the quantization; another file
 * (a blob named by its hash) as its metadata says. Family and version: from the metadata, else from the name.
 */
export function guessNames(path: string, { basename: base, finetune, version: stated, name: title }: Pick<Origin, "basename" | "finetune" | "version" | "name">, kind: ModelKind = "model"): Names {
  const stem = stemOf(path);
  const name = stem || oneLine([base, stated].filter(Boolean).join("-")) || title || oneLine(basename(path)) || (kind === "model" ? "model" : kind);
  const inName = versionEnding.exec(name)?.[1] ?? "";
  const fromFile = stated || finetune;
  return {
    name,
    family: base || name.replace(versionEnding, ""),
    version: fromFile || inName,
    from: { family: base ? "file" : "name", version: fromFile ? "file" : inName ? "name" : "nothing" },
  };
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
