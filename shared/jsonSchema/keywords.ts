import { join, schemaError } from "./schemaError.ts";

export type Schema = Record<string, unknown>;
export type JsonType = "string" | "number" | "integer" | "boolean" | "null" | "object" | "array";

/** Say something about a schema and forbid no value. */
const annotations = new Set(["title", "description", "default", "examples", "$schema", "$id", "$comment", "$defs", "definitions", "deprecated", "readOnly", "writeOnly", "$anchor"]);

/** Keywords that are enforced, by the type of value that they are about. */
export const keywordsOf: Record<JsonType, string[]> = {
  string: ["minLength", "maxLength", "pattern", "format"],
  number: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
  integer: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
  boolean: [],
  null: [],
  object: ["properties", "required", "additionalProperties", "minProperties", "maxProperties"],
  array: ["items", "prefixItems", "minItems", "maxItems", "uniqueItems"],
};
const applied = new Set(["type", "enum", "const", "anyOf", "oneOf", "allOf", "$ref", ...Object.values(keywordsOf).flat()]);

/** Throws `bad-request` with the path of the first keyword that is not known. */
export function checkKeywords(schema: Schema, path: string): void {
  for (const keyword of Object.keys(schema)) {
    if (!annotations.has(keyword) && !applied.has(keyword)) throw schemaError(join(path, keyword), "this keyword is not supported");
  }
}

/** The keywords that forbid some value, without `except`. */
export const constraints = (schema: Schema, except: string[]): string[] => Object.keys(schema).filter((keyword) => !annotations.has(keyword) && !except.includes(keyword));

const types = new Set(Object.keys(keywordsOf));

/** The types that a schema allows; where it names none, those that its keywords are about, else every one. */
export function typesOf(schema: Schema, path: string): JsonType[] | null {
  const { type } = schema;
  if (type !== undefined) {
    const listed: unknown[] = Array.isArray(type) ? type : [type];
    for (const each of listed) if (typeof each !== "string" || !types.has(each)) throw schemaError(join(path, "type"), `there is no type ${JSON.stringify(each)}`);
    return listed as JsonType[];
  }
  const spoken = (Object.keys(keywordsOf) as JsonType[]).filter((each) => each !== "integer" && keywordsOf[each].some((keyword) => keyword in schema));
  return spoken.length > 0 ? spoken : null;
}

/** A whole number from 0 up; undefined where it is left out. */
export function countOf(schema: Schema, keyword: string, path: string): number | undefined {
  const value = schema[keyword];
  if (value === undefined) return undefined;
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0) throw schemaError(join(path, keyword), "a whole number from 0 is needed");
  if (value > mostCount) throw schemaError(join(path, keyword), `at most ${mostCount} can be counted`);
  return value;
}
/** llama.cpp writes a repetition out, and refuses ones of 2,000 and more. */
const mostCount = 1000;

export function numberOf(schema: Schema, keyword: string, path: string): number | undefined {
  const value = schema[keyword];
  if (value === undefined) return undefined;
  if (typeof value !== "number" || !Number.isFinite(value)) throw schemaError(join(path, keyword), "a number is needed");
  return value;
}

export function typeOf(value: unknown): JsonType {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value as JsonType;
}
