import fc from "fast-check";

type Schema = Record<string, unknown>;

const names = fc.constantFrom("order", "Name", "due date", "größe", "a\"b", "items_2", "x", "status");
const text = fc.oneof(
  fc.tuple(fc.nat(4), fc.integer({ min: 1, max: 8 })).map(([least, more]): Schema => ({ type: "string", minLength: least, maxLength: least + more })),
  fc.constantFrom<Schema>({ type: "string", pattern: "^[A-Z]{2}\\d{4}$" }, { type: "string", pattern: "^(red|green|blue)( [a-z]{1,5})?$" }, { type: "string", pattern: "^\\w{1,6}[.!?]$" }),
  fc.constantFrom<Schema>({ type: "string", format: "date" }, { type: "string", format: "uuid" }, { type: "string", format: "date-time" }, { type: "string", format: "ipv4" }),
);
const bound = fc.integer({ min: -1_000_000, max: 1_000_000 });
const number = fc.oneof(
  fc.tuple(bound, fc.nat(100_000)).map(([minimum, more]): Schema => ({ type: "integer", minimum, maximum: minimum + more })),
  fc.tuple(bound, fc.nat(1000)).map(([minimum, more]): Schema => ({ type: "number", minimum, exclusiveMaximum: minimum + more + 1 })),
  fc.constantFrom<Schema>({ type: "integer" }, { type: "number" }, { type: "integer", exclusiveMinimum: 0 }, { type: "integer", maximum: -7 }),
);
const other = fc.oneof(
  fc.constantFrom<Schema>({ type: "boolean" }, { type: "null" }, { const: { a: [1, null], "b\n": "\\\"" } }),
  fc.uniqueArray(fc.oneof(fc.string({ maxLength: 8 }).map((each) => each.toWellFormed()), fc.integer(), fc.boolean(), fc.constant(null)), { minLength: 1, maxLength: 4 }).map((values): Schema => ({ enum: values })),
  fc.constant<Schema>({ type: ["string", "null"], maxLength: 6 }),
);

/** Schemas of the supported keywords, small enough that each answer ends within 512 tokens of the demo model. */
export const randomSchema: fc.Arbitrary<Schema> = fc.letrec<{ value: Schema; object: Schema }>((tie) => ({
  value: fc.oneof({ maxDepth: 2, withCrossShrink: true }, text, number, other, tie("object"), arrayOf(tie("value")), unionOf(tie("value"))),
  object: fc.uniqueArray(fc.tuple(names, tie("value"), fc.boolean()), { selector: ([name]) => name, minLength: 1, maxLength: 3 }).map(
    (entries): Schema => ({ type: "object", properties: Object.fromEntries(entries.map(([name, schema]) => [name, schema])), required: entries.filter(([, , isRequired]) => isRequired).map(([name]) => name), additionalProperties: false }),
  ),
})).object;

function arrayOf(value: fc.Arbitrary<Schema>): fc.Arbitrary<Schema> {
  return fc.oneof(
    fc.tuple(value, fc.nat(1), fc.nat(1)).map(([items, minItems, more]): Schema => ({ type: "array", items, minItems, maxItems: minItems + more })),
    fc.tuple(value, value).map(([first, second]): Schema => ({ type: "array", prefixItems: [first, second], items: false, minItems: 1 })),
  );
}

function unionOf(value: fc.Arbitrary<Schema>): fc.Arbitrary<Schema> {
  return fc.oneof(
    fc.tuple(value, value).map(([a, b]): Schema => ({ anyOf: [a, b] })),
    value.map((inner): Schema => ({ oneOf: [{ type: "null" }, { type: "object", properties: { kind: { const: "one" }, inner }, required: ["kind", "inner"] }] })),
  );
}
