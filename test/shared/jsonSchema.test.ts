import { describe, expect, it } from "vitest";
import { compileSchema } from "../../shared/jsonSchema/compileSchema.ts";
import { createRules } from "../../shared/jsonSchema/gbnf.ts";
import { integerRange, numberRange } from "../../shared/jsonSchema/numberRanges.ts";
import { PatternRefused, patternRules } from "../../shared/jsonSchema/patternRules.ts";

const compiled = (schema: unknown) => {
  const rules = createRules();
  return rules.text(compileSchema(schema, "schema", rules));
};
const order = (pattern: string) => ({ type: "object", properties: { order: { type: "string", pattern } }, required: ["order"] });
const refusal = (schema: unknown) => {
  try {
    return compiled(schema);
  } catch (error) {
    return error;
  }
};

/** GBNF of digits as a regular expression: the two write literals, classes and brackets nearly alike. */
const asExpression = (gbnf: string) => new RegExp(`^(?:${gbnf.replaceAll(/"([^"]*)"/g, (_, text: string) => text.replaceAll(/[.-]/g, "\\$&")).replaceAll(" ", "")})$`);

describe("a JSON Schema as a grammar", () => {
  it("enforces patterns, also nested under items", () => {
    expect(compiled(order("^[A-Z]{2}\\d{4}$"))).toMatch(/r\d+\{2,2\} r\d+\{4,4\}/);
    expect(compiled({ type: "array", items: order("^\\d+$") })).toContain("[0-9])+");
  });

  it.each([
    [{ type: "array", items: order("^(?=a)b$") }, "schema.items.properties.order.pattern", "looks ahead"],
    [{ type: "object", properties: { a: { not: { type: "null" } } } }, "schema.properties.a.not", "not supported"],
    [{ type: "array", items: { type: "integer", multipleOf: 3 } }, "schema.items.multipleOf", "not supported"],
    [{ type: "array", uniqueItems: true }, "schema.uniqueItems", "not supported"],
    [{ type: "object", patternProperties: { "^a": {} } }, "schema.patternProperties", "not supported"],
    [{ $ref: "https://example.com/x.json" }, "schema.$ref", "within the schema"],
    [{ $ref: "#/$defs/none" }, "schema.$ref", "nothing at"],
    [{ type: "string", format: "idn-hostname" }, "schema.format", "not known"],
    [{ oneOf: [{ type: "string" }, { type: "string", maxLength: 3 }] }, "schema.oneOf", "anyOf"],
    [{ allOf: [{ type: "object" }, { required: ["a"] }] }, "schema.allOf", "one schema"],
    [{ type: "object", properties: {}, required: ["a"] }, "schema.required", '"a"'],
    [{ type: "text" }, "schema.type", '"text"'],
    [{ type: "string", minLength: 5, maxLength: 2 }, "schema.maxLength", "minLength"],
    [{ anyOf: [{ type: "string" }], minLength: 3 }, "schema.minLength", "anyOf"],
    [false, "schema", "no value"],
    ["text", "schema", "an object"],
  ])("refuses %j by the path %s", (schema, path, why) => {
    expect(refusal(schema)).toMatchObject({ code: "bad-request", message: expect.stringContaining(why), details: { path } });
  });

  it("refuses a schema that is nested without end or grows too large, in bounded time", () => {
    let deep: object = { type: "string" };
    for (let level = 0; level < 1000; level++) deep = { type: "array", items: deep };
    expect(refusal(deep)).toMatchObject({ code: "bad-request" });
    const wide = { type: "object", properties: Object.fromEntries(Array.from({ length: 6000 }, (_, index) => [`p${index}`, { type: "array", items: { type: "integer" }, maxItems: 3 }])) };
    expect(refusal(wide)).toMatchObject({ code: "bad-request", message: expect.stringContaining("too large") });
  });

  it("follows references, also into itself", () => {
    const list = { $defs: { node: { type: "object", properties: { next: { anyOf: [{ $ref: "#/$defs/node" }, { type: "null" }] } }, required: ["next"] } }, $ref: "#/$defs/node" };
    expect(compiled(list).match(/next/g)).toHaveLength(1);
  });

  it("allows the whole numbers of a range and no others", () => {
    for (const [low, high] of [[0, 9], [7, 7], [-12, 34], [95, 1203], [-1000, -3], [1, 100], [0, 0], [-1, 1]] as const) {
      const expression = asExpression(integerRange(low, high));
      for (let value = low - 120; value <= high + 120; value++) expect(expression.test(String(value)), `${value} in ${low}…${high}`).toBe(value >= low && value <= high);
    }
  });

  it("allows only numbers within their bounds", () => {
    const expression = asExpression(numberRange(-1.5, 2.5)!);
    for (const inside of ["0", "-1", "2", "1.999", "-0.75", "0.5"]) expect(expression.test(inside), inside).toBe(true);
    for (const outside of ["-1.6", "2.6", "3", "-2", "-1.4e3"]) expect(expression.test(outside), outside).toBe(false);
    expect(numberRange(0.2, 0.3)).toBeNull();
  });

  it.each(["(?=a)", "a(?!b)", "\\1", "\\p{L}", "a{2000}", "(a{0,100}b){50}", "(a*)*", "(a?|b){3}", "(a", "a)", "[a", "*a", "a\\", "x|^y$"])("refuses the pattern %s", (pattern) => {
    expect(() => patternRules(pattern, createRules())).toThrow(PatternRefused);
  });
});
