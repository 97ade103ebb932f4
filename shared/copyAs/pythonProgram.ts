import type { ChatBody } from "./chatBody.ts";

/** A program for OpenAI's Python library, which takes the address and the key from `OPENAI_BASE_URL` and `OPENAI_API_KEY`. */
export function pythonProgram({ body, more }: ChatBody): string {
  const arguments_ = Object.entries(Object.keys(more).length > 0 ? { ...body, extra_body: more } : body).map(([name, value]) => `    ${name}=${pythonValue(value, 1)},`);
  return ["from openai import OpenAI", "", "client = OpenAI()", "completion = client.chat.completions.create(", ...arguments_, ")", "print(completion.choices[0].message)", ""].join("\n");
}

/** A JSON value as Python writes it. JSON's own escapes of a text are Python's too. */
function pythonValue(value: unknown, depth: number): string {
  const indent = "    ".repeat(depth);
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return value.length === 0 ? "[]" : `[\n${value.map((each) => `${indent}    ${pythonValue(each, depth + 1)},\n`).join("")}${indent}]`;
  if (typeof value === "object") {
    const entries = Object.entries(value);
    return entries.length === 0 ? "{}" : `{\n${entries.map(([key, each]) => `${indent}    ${JSON.stringify(key)}: ${pythonValue(each, depth + 1)},\n`).join("")}${indent}}`;
  }
  return JSON.stringify(value);
}
