import { jsonLiteral, type Rules } from "./gbnf.ts";
import { anyObject, blank, mapOf } from "./jsonRules.ts";
import { countOf, type Schema } from "./keywords.ts";
import { join, schemaError } from "./schemaError.ts";

/** Gives the rule of a value by its schema. */
export type ValueRule = (schema: unknown, path: string) => string;

/** An object with its properties in the order of the schema; names beyond them are allowed by many schemas and needed by none, so they are never written. */
export function objectRules(schema: Schema, path: string, rules: Rules, valueRule: ValueRule): string {
  const properties = propertiesOf(schema, path);
  const required = requiredOf(schema, path);
  const { additionalProperties } = schema;
  const names = Object.keys(properties);
  const least = countOf(schema, "minProperties", path) ?? 0;
  const most = countOf(schema, "maxProperties", path);
  if (least > required.length) throw schemaError(join(path, "minProperties"), "more properties than the required ones can't be counted");
  const missing = required.find((name) => !Object.hasOwn(properties, name));
  if (missing !== undefined) throw schemaError(join(path, "required"), `${JSON.stringify(missing)} is no name of \`properties\``);
  if (names.length > 0) {
    if (most !== undefined && most < names.length) throw schemaError(join(path, "maxProperties"), "it is less than the number of properties");
    return written(properties, new Set(required), path, rules, valueRule);
  }
  if (additionalProperties === false) return '"{}"';
  if (typeof additionalProperties === "object" && additionalProperties !== null) return mapOf(rules, valueRule(additionalProperties, join(path, "additionalProperties")), most ?? null);
  if (schema["properties"] !== undefined) return '"{}"';
  return most === undefined ? anyObject(rules) : mapOf(rules, valueRule(true, path), most);
}

function written(properties: Schema, required: Set<string>, path: string, rules: Rules, valueRule: ValueRule): string {
  const names = Object.keys(properties);
  // From the last to the first: what may follow once a property stands (`later`), and while none does (`first`).
  let later = '""';
  let first = '""';
  for (const name of names.toReversed()) {
    const entry = `${jsonLiteral(name)} ":" ${blank} ${valueRule(properties[name], join(join(path, "properties"), name))}`;
    const after = later === '""' ? "" : ` ${rules.add(later)}`;
    const firstAfter = first === '""' ? '""' : rules.add(first);
    const isRequired = required.has(name);
    later = `"," ${blank} ${entry}${after}${isRequired ? "" : ` | ${after.trim() || '""'}`}`;
    first = `${entry}${after}${isRequired ? "" : ` | ${firstAfter}`}`;
  }
  return `"{" (${first}) "}"`;
}

function propertiesOf(schema: Schema, path: string): Schema {
  const { properties = {} } = schema;
  if (typeof properties !== "object" || properties === null || Array.isArray(properties)) throw schemaError(join(path, "properties"), "an object is needed");
  return properties as Schema;
}

function requiredOf(schema: Schema, path: string): string[] {
  const { required = [] } = schema;
  if (!Array.isArray(required) || required.some((name) => typeof name !== "string")) throw schemaError(join(path, "required"), "a list of names is needed");
  return [...new Set(required as string[])];
}
