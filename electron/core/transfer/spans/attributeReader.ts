import type { Attributes } from "./sourceSpan.ts";
import { unwrapJson } from "./parseJson.ts";
import { unflatten } from "./unflatten.ts";

export type AttributeReader = ReturnType<typeof createAttributeReader>;

/** Reads a span's attributes and remembers which were understood, so that whatever was not can be kept as it came. */
export function createAttributeReader(attributes: Attributes) {
  const understood = new Set<string>();

  /** The first name's value that `parse` accepts. Another name with the same value says nothing new; one with a different value stays. */
  function first<T extends string | number | boolean>(names: readonly string[], parse: (value: unknown) => T | undefined): T | null {
    let found: T | undefined;
    for (const name of names) {
      const value = attributes.has(name) ? parse(attributes.get(name)) : undefined;
      if (value === undefined) continue;
      if (found === undefined || found === value) understood.add(name);
      found ??= value;
    }
    return found ?? null;
  }

  return {
    has: (name: string): boolean => attributes.has(name),
    /** The value, not yet understood by that. */
    peek: (name: string): unknown => attributes.get(name),
    text: (...names: string[]): string | null => first(names, (value) => (typeof value === "string" && value !== "" ? value : typeof value === "number" ? String(value) : undefined)),
    /** The same of texts that are not longer than that; a longer one stays. */
    textWithin: (longest: number, ...names: string[]): string | null => first(names, (value) => (typeof value === "string" && value !== "" && value.length <= longest ? value : typeof value === "number" ? String(value) : undefined)),
    number: (...names: string[]): number | null => first(names, (value) => numberOf(value)),
    /** A count: what is below zero is none. */
    count: (...names: string[]): number | null => first(names, countOf),
    /** The first of them that is a count, not yet understood by that. */
    peekCount: (...names: string[]): number | null => names.map((name) => countOf(attributes.get(name))).find((value) => value !== undefined) ?? null,
    /** A JSON text's value, or the value itself. */
    json: (name: string): unknown => unwrapJson(attributes.get(name)),
    /** The tree below a prefix of dotted names, and those names. */
    tree: (prefix: string) => unflatten(attributes, prefix),
    understand(...names: string[]): void {
      for (const name of names) understood.add(name);
    },
    /** What nobody understood. */
    rest: (): [string, unknown][] => [...attributes].filter(([name]) => !understood.has(name)),
  };
}

function countOf(value: unknown): number | undefined {
  const count = numberOf(value);
  return count !== undefined && count >= 0 && Number.isSafeInteger(Math.round(count)) ? Math.round(count) : undefined;
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  return typeof value === "string" && /^\s*-?\d+(\.\d+)?\s*$/.test(value) ? Number(value) : undefined;
}
