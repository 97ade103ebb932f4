import { describe, expect, it } from "vitest";
import { formatOf, freeText, shapeOf } from "../../../renderer/features/playground/responseShape.ts";
import { emptySetup, readSetup, writeSetup } from "../../../renderer/features/playground/setup.ts";

describe("the response format", () => {
  it("is not said where the answer is free, and is read from what is typed", () => {
    expect(formatOf()).toEqual({ format: undefined });
    expect(formatOf({ ...freeText, type: "json" })).toEqual({ format: { type: "json" } });
    expect(formatOf({ ...freeText, type: "json-schema", schema: '{"type":"object"}' })).toEqual({ format: { type: "json-schema", schema: { type: "object" } } });
    expect(formatOf({ ...freeText, type: "grammar", grammar: 'root ::= "a"' })).toEqual({ format: { type: "grammar", gbnf: 'root ::= "a"' } });
  });

  it("says what is wrong with a schema or a grammar before anything is sent", () => {
    for (const schema of ["", "{", "[1]"]) expect(formatOf({ ...freeText, type: "json-schema", schema })).toHaveProperty("problem");
    expect(formatOf({ ...freeText, type: "grammar", grammar: " " })).toHaveProperty("problem");
  });

  it("comes back from the address and from a recorded request", () => {
    for (const shape of [{ ...freeText, type: "grammar" as const, grammar: "root ::= [a-z]+ # é" }, { ...freeText, type: "json" as const }]) expect(readSetup(writeSetup({ ...emptySetup, shape })).shape).toEqual(shape);
    expect(readSetup(writeSetup(emptySetup))).not.toHaveProperty("shape");
    const recorded = { type: "json-schema" as const, schema: { type: "object" as const, properties: {} } };
    expect(formatOf(shapeOf(recorded)!)).toEqual({ format: recorded });
  });
});
