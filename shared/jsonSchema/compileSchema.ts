import { arrayRules } from "./arrayRules.ts";
import { jsonLiteral, type Rules } from "./gbnf.ts";
import { anyInteger, anyNumber, anyObject, anyValue } from "./jsonRules.ts";
import { checkKeywords, constraints, numberOf, typeOf, typesOf, type JsonType, type Schema } from "./keywords.ts";
import { integerRange, largestInteger, numberRange } from "./numberRanges.ts";
import { areDisjoint } from "./areDisjoint.ts";
import { objectRules } from "./objectRules.ts";
import { resolvePointer } from "./resolvePointer.ts";
import { join, schemaError } from "./schemaError.ts";
import { stringRules } from "./stringRules.ts";

const deepest = 64;
const mostRules = 10_000;

/**
 * Adds the rules of a JSON Schema (the subset of draft 2020-12 in docs/json-schema.md) to `rules`, and gives the name of its first one: every
 * text that follows them is valid. `path` is how errors call the schema. Throws `bad-request` for a keyword that can't be enforced, by its path.
 */
export function compileSchema(root: unknown, path: string, rules: Rules): string {
  const references = new Map<string, string>();
  let depth = 0;

  function valueRule(schema: unknown, at: string): string {
    if (++depth > deepest) throw schemaError(at, `it is nested more than ${deepest} levels deep`);
    if (rules.size() > mostRules) throw schemaError(at, "the schema is too large");
    try {
      if (schema === true) return anyValue(rules);
      if (schema === false) throw schemaError(at, "it allows no value");
      if (typeof schema !== "object" || schema === null || Array.isArray(schema)) throw schemaError(at, "a schema is an object");
      return rules.add(bodyOf(schema as Schema, at));
    } finally {
      depth--;
    }
  }

  function bodyOf(schema: Schema, at: string): string {
    checkKeywords(schema, at);
    if (schema["$ref"] !== undefined) return alone(schema, "$ref", at) ?? referenceRule(schema["$ref"], join(at, "$ref"));
    for (const keyword of ["enum", "const"]) if (schema[keyword] !== undefined) return alone(schema, keyword, at, ["type"]) ?? oneOfValues(schema, keyword, at);
    for (const keyword of ["anyOf", "oneOf", "allOf"]) if (schema[keyword] !== undefined) return alone(schema, keyword, at) ?? combined(schema[keyword], keyword, join(at, keyword));
    const types = typesOf(schema, at);
    if (types === null) return anyValue(rules);
    if (types.length === 0) throw schemaError(join(at, "type"), "it allows no value");
    return types.map((type) => typeRule(type, schema, at)).join(" | ");
  }

  /** What stands beside such a keyword would have to hold at the same time. */
  function alone(schema: Schema, keyword: string, at: string, allowed: string[] = []): undefined {
    const beside = constraints(schema, [keyword, ...allowed])[0];
    if (beside !== undefined) throw schemaError(join(at, beside), `it stands beside ${keyword}, and only one of them can be kept`);
  }

  function oneOfValues(schema: Schema, keyword: string, at: string): string {
    const values = keyword === "const" ? [schema["const"]] : schema["enum"];
    if (!Array.isArray(values)) throw schemaError(join(at, keyword), "a list of values is needed");
    const types = typesOf(schema, at);
    const allowed = values.filter((value) => types === null || types.includes(typeOf(value)) || (types.includes("number") && typeof value === "number"));
    if (allowed.length === 0) throw schemaError(join(at, keyword), "no value of it is of the type");
    return allowed.map(jsonLiteral).join(" | ");
  }

  function combined(parts: unknown, keyword: string, at: string): string {
    if (!Array.isArray(parts) || parts.length === 0) throw schemaError(at, "a list of schemas is needed");
    if (keyword === "allOf" && parts.length > 1) throw schemaError(at, "only one schema can be kept at a time");
    if (keyword === "oneOf" && !areDisjoint(parts as unknown[], root)) throw schemaError(at, "its schemas are not told apart by their types or by a required property with a constant; use anyOf");
    return parts.map((part, index) => valueRule(part, join(at, index))).join(" | ");
  }

  function typeRule(type: JsonType, schema: Schema, at: string): string {
    switch (type) {
      case "string": return stringRules(schema, at, rules);
      case "integer":
      case "number": return numberRule(type, schema, at);
      case "boolean": return '"true" | "false"';
      case "null": return '"null"';
      case "object": return objectRules(schema, at, rules, valueRule);
      case "array": return arrayRules(schema, at, rules, valueRule);
    }
  }

  function numberRule(type: "integer" | "number", schema: Schema, at: string): string {
    const [minimum, maximum, above, below] = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"].map((keyword) => numberOf(schema, keyword, at));
    if ([minimum, maximum, above, below].every((bound) => bound === undefined)) return type === "integer" ? anyInteger(rules) : anyNumber(rules);
    // Right above an excluded bound lies the next whole number; fractions in between are left out.
    const low = Math.max(minimum ?? -largestInteger, above === undefined ? -largestInteger : Math.floor(above) + 1);
    const high = Math.min(maximum ?? largestInteger, below === undefined ? largestInteger : Math.ceil(below) - 1);
    const [least, most] = [Math.ceil(low), Math.floor(high)];
    const body = type === "number" ? numberRange(low, high) : least <= most ? integerRange(least, most) : null;
    if (body === null || Math.abs(low) > largestInteger || Math.abs(high) > largestInteger) throw schemaError(at, "no number that can be written fits its bounds");
    return body;
  }

  /** One rule a place that is pointed to, so that a schema can hold itself. */
  function referenceRule(reference: unknown, at: string): string {
    if (typeof reference !== "string" || !reference.startsWith("#")) throw schemaError(at, "only references within the schema (`#/$defs/…`) are followed");
    const known = references.get(reference);
    if (known !== undefined) return known;
    const target = resolvePointer(root, reference);
    if (target === undefined) throw schemaError(at, `there is nothing at ${reference}`);
    const name = rules.reserve();
    references.set(reference, name);
    const body = valueRule(target, reference);
    if (body === name) throw schemaError(at, "it points to itself");
    rules.set(name, body);
    return name;
  }

  const name = valueRule(root, path);
  return name;
}

/** Any JSON object. */
export const anyJsonObject = (rules: Rules): string => anyObject(rules);
