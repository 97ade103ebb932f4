import { ResponseFormat } from "../../../shared/schemas/responseFormat.ts";

/** How an answer must look, as it is typed: the schema as JSON text, the grammar as GBNF. `text` is kept when the kind changes back and forth. */
export type ResponseShape = { type: ResponseFormat["type"]; schema: string; grammar: string };
export const freeText: ResponseShape = { type: "text", schema: "", grammar: "" };

export const shapeTypes: readonly { value: ResponseFormat["type"]; label: string }[] = [
  { value: "text", label: "Text" },
  { value: "json", label: "JSON" },
  { value: "json-schema", label: "Schema" },
  { value: "grammar", label: "Grammar" },
];

/** What the request says of it; free text is not said. Or what is wrong with it, in words. */
export function formatOf({ type, schema, grammar }: ResponseShape = freeText): { format: ResponseFormat | undefined } | { problem: string } {
  if (type === "text") return { format: undefined };
  if (type === "json") return { format: { type } };
  if (type === "grammar") return grammar.trim() === "" ? { problem: "Write a grammar with a rule root, or choose another format." } : { format: { type, gbnf: grammar } };
  let parsed: unknown;
  try {
    parsed = JSON.parse(schema);
  } catch (error) {
    return { problem: schema.trim() === "" ? "Write a JSON Schema, or choose another format." : `The schema is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  const read = ResponseFormat.safeParse({ type, schema: parsed });
  return read.success ? { format: read.data } : { problem: "A JSON Schema is an object, as { \"type\": \"object\" }." };
}

/** The shape that a recorded request asked for; undefined: it asked for none. */
export function shapeOf(format: ResponseFormat | undefined): ResponseShape | undefined {
  if (!format) return undefined;
  if (format.type === "json-schema") return { ...freeText, type: format.type, schema: JSON.stringify(format.schema, null, 2) };
  if (format.type === "grammar") return { ...freeText, type: format.type, grammar: format.gbnf };
  return { ...freeText, type: format.type };
}

/** The text of the kind that is chosen. */
export const shapeText = ({ type, schema, grammar }: ResponseShape) => (type === "json-schema" ? schema : type === "grammar" ? grammar : "");
export const withShapeText = (shape: ResponseShape, text: string): ResponseShape => (shape.type === "json-schema" ? { ...shape, schema: text } : shape.type === "grammar" ? { ...shape, grammar: text } : shape);
