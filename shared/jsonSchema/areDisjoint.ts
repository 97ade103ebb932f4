import { typeOf, type Schema } from "./keywords.ts";
import { resolvePointer } from "./resolvePointer.ts";

/** Whether no value fits two of the schemas, as far as that can be seen: by their types, or by a required property whose constants differ. */
export function areDisjoint(schemas: unknown[], root: unknown): boolean {
  const followed = schemas.map((schema) => follow(schema, root));
  return followed.every((schema, index) => followed.slice(index + 1).every((other) => isApart(schema, other)));
}

function follow(schema: unknown, root: unknown): Schema {
  const { $ref } = (schema ?? {}) as Schema;
  const target = typeof $ref === "string" ? resolvePointer(root, $ref) : schema;
  return typeof target === "object" && target !== null ? (target as Schema) : {};
}

function isApart(a: Schema, b: Schema): boolean {
  const [typesA, typesB] = [kindsOf(a), kindsOf(b)];
  if (typesA && typesB && !typesA.some((type) => typesB.includes(type))) return true;
  const [valuesA, valuesB] = [constantsOf(a), constantsOf(b)];
  if (valuesA && valuesB && !valuesA.some((value) => valuesB.includes(value))) return true;
  const shared = namesOf(a).filter((name) => namesOf(b).includes(name));
  return shared.some((name) => {
    const [one, other] = [constantsOf(propertyOf(a, name)), constantsOf(propertyOf(b, name))];
    return one !== null && other !== null && !one.some((value) => other.includes(value));
  });
}

/** A whole number is a number, too. */
function kindsOf(schema: Schema): string[] | null {
  const constants = "enum" in schema || "const" in schema ? (Array.isArray(schema["enum"]) ? schema["enum"] : [schema["const"]]).map(typeOf) : null;
  const { type } = schema;
  const types = constants ?? (type === undefined ? null : ((Array.isArray(type) ? type : [type]) as string[]));
  return types && types.map((each) => (each === "integer" ? "number" : each));
}

function constantsOf(schema: Schema): string[] | null {
  if (Array.isArray(schema["enum"])) return schema["enum"].map((value) => JSON.stringify(value));
  return "const" in schema ? [JSON.stringify(schema["const"])] : null;
}

const namesOf = ({ required }: Schema): string[] => (Array.isArray(required) ? (required as string[]) : []);
const propertyOf = ({ properties }: Schema, name: string): Schema => ((properties as Record<string, Schema> | undefined)?.[name] ?? {});
