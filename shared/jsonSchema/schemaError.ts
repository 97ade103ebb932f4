import { AppError } from "../errors.ts";

/** A part of a JSON Schema that can't be enforced: `bad-request` that names its place, as `schema.properties.order.items.pattern`. */
export function schemaError(path: string, why: string): AppError {
  return new AppError("bad-request", `${path} can't be enforced: ${why}.`, { fix: "Leave it out, or write it in keywords that can be enforced (docs/json-schema.md).", details: { path } });
}

/** Which keyword, which name: `a.b`, `a[0]`, and `a["b c"]` for odd names. */
export function join(path: string, part: string | number): string {
  if (typeof part === "number") return `${path}[${part}]`;
  return /^[$\w-]+$/.test(part) ? `${path}.${part}` : `${path}[${JSON.stringify(part)}]`;
}
