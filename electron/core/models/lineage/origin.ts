import { createHash } from "node:crypto";
import { z } from "zod";
import type { MetadataValue } from "../../../../shared/gguf/metadata.ts";
import type { GgufHeader } from "../../../../shared/gguf/parseHeader.ts";
import { tokenTexts } from "../../../../shared/gguf/tokenTexts.ts";

const NamedBase = z.object({ name: z.string(), version: z.string(), url: z.string() });

/** What a header says of where its model comes from; empty texts: it does not say. `shape` and `vocabulary` are equal where those are. */
export const Origin = z.object({
  name: z.string(),
  basename: z.string(),
  sizeLabel: z.string(),
  finetune: z.string(),
  version: z.string(),
  quantizedBy: z.string(),
  license: z.string(),
  /** Where it says it is published, or was made from. */
  source: z.string(),
  /** The models that it says it was made from. */
  bases: z.array(NamedBase),
  shape: z.string(),
  vocabulary: z.string(),
});
export type Origin = z.infer<typeof Origin>;

const mostBases = 8;
const mostChars = 200;
const mostAddressChars = 2000;
const hashChars = 32;

/** Text of a header as it can be shown: one line, bounded. */
export const oneLine = (text: string, chars = mostChars) => text.slice(0, 4 * chars).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, " ").trim().slice(0, chars);

function textOf(value: MetadataValue | undefined, chars: number): string {
  if (value?.type === "string") return oneLine(value.value, chars);
  // Some converters write versions as numbers.
  return value && value.type !== "array" ? String(value.value) : "";
}

/** Equal for files whose tensors have the same names and dimensions, however they are stored. */
function shapeOf({ tensors }: Pick<GgufHeader, "tensors">): string {
  const lines = tensors.map(({ name, dimensions }) => `${name} ${dimensions.join("×")}`).sort();
  return createHash("sha256").update(lines.join("\n")).digest("hex").slice(0, hashChars);
}

/** Equal for files whose tokens have the same texts in the same order; empty: it has none. */
function vocabularyOf(header: GgufHeader): string {
  const hash = createHash("sha256");
  let tokens = 0;
  let [start, end] = [0, 0];
  for (const text of tokenTexts(header)) {
    if (tokens++ === 0) start = text.start;
    end = text.end;
  }
  if (tokens === 0) return "";
  // The texts lie one after the other, each with its length in front.
  hash.update(new Uint8Array(header.view.buffer, header.view.byteOffset + start, end - start));
  return hash.digest("hex").slice(0, hashChars);
}

/** Reads a header's origin (keys: github.com/ggml-org/ggml/blob/master/docs/gguf.md, "General metadata"). Values of odd types count as not said. */
export function readOrigin(header: GgufHeader): Origin {
  const text = (key: string, chars = mostChars) => textOf(header.metadata.get(`general.${key}`), chars);
  const first = (...keys: string[]) => keys.map((key) => text(key, mostAddressChars)).find((value) => value !== "") ?? "";
  const count = Number(text("base_model.count")) || 0;
  const bases = Array.from({ length: Math.min(mostBases, Math.max(0, Math.floor(count))) }, (_, index) => ({
    name: text(`base_model.${index}.name`),
    version: text(`base_model.${index}.version`),
    url: first(`base_model.${index}.repo_url`, `base_model.${index}.url`),
  }));
  return {
    name: text("name"),
    basename: text("basename"),
    sizeLabel: text("size_label"),
    finetune: text("finetune"),
    version: text("version"),
    quantizedBy: text("quantized_by"),
    license: first("license", "license.name").slice(0, mostChars),
    source: first("repo_url", "url", "source.repo_url", "source.url", "source.huggingface.repository"),
    bases: bases.filter(({ name, url }) => name !== "" || url !== ""),
    shape: shapeOf(header),
    vocabulary: vocabularyOf(header),
  };
}
