import { isWithinBounds, maxJsonDepth } from "./jsonBounds.ts";

const maxValues = 1_000_000;

/** The value of a JSON object or array; undefined for other text, for broken JSON, and for what is deeper or holds more than anybody reads. */
export function parseJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text) || !isWithinBounds(text, { maxDepth: maxJsonDepth, maxValues })) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The value that a text of JSON stands for, else the value itself. */
export const unwrapJson = (value: unknown): unknown => (typeof value === "string" ? (parseJson(value) ?? value) : value);

/** Any value as text: text itself, else JSON. */
export const asText = (value: unknown): string => (typeof value === "string" ? value : (JSON.stringify(value) ?? ""));
