import { notAModel } from "./byteReader.ts";
import { scalarAt, scalarBytes, type ScalarType } from "./metadata.ts";
import type { GgufHeader } from "./parseHeader.ts";

const integerTypes: ScalarType[] = ["u8", "i8", "u16", "i16", "u32", "i32", "u64", "i64"];

/** Questions to a header's metadata by key. A value of another type than asked for is `not-a-model`: native code would abort on it. */
export type Facts = ReturnType<typeof createFacts>;

export function createFacts({ metadata, view }: Pick<GgufHeader, "metadata" | "view">) {
  const wrong = (key: string, wanted: string) => notAModel(`The header is damaged: ${key} is not ${wanted}.`, null);

  function text(key: string): string | null {
    const value = metadata.get(key);
    if (!value) return null;
    if (value.type !== "string") throw wrong(key, "text");
    return value.value;
  }

  /** The numbers of a numeric array; a single number is an array of one. */
  function numbers(key: string): number[] | null {
    const value = metadata.get(key);
    if (!value) return null;
    if (value.type === "string") throw wrong(key, "a number");
    if (value.type !== "array") return [value.value];
    const { elementType, start } = value;
    if (elementType === "string") throw wrong(key, "a list of numbers");
    const sizeBytes = scalarBytes(elementType);
    return Array.from({ length: value.count }, (_, index) => scalarAt(view, elementType, start + index * sizeBytes));
  }

  /** A whole number from 0 on. */
  function count(key: string): number | null {
    const value = metadata.get(key);
    if (!value) return null;
    if (value.type === "array" || value.type === "string" || !integerTypes.includes(value.type) || value.value < 0) throw wrong(key, "a count");
    return value.value;
  }

  /** How many elements an array has. */
  function length(key: string, elementTypes: string[]): number | null {
    const value = metadata.get(key);
    if (!value) return null;
    if (value.type !== "array" || !elementTypes.includes(value.elementType)) throw wrong(key, `a list of ${elementTypes.join(" or ")}`);
    return value.count;
  }

  return { text, numbers, count, length };
}
