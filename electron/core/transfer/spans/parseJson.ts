/** Deeper JSON could end a stack on its way through the log, and nobody reads it. */
export const maxJsonDepth = 64;

/** The value of a JSON object or array; undefined for other text, for broken JSON, and for what nests deeper than `maxJsonDepth`. */
export function parseJson(text: string): unknown {
  if (!/^\s*[[{]/.test(text) || isTooDeep(text)) return undefined;
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

function isTooDeep(text: string): boolean {
  let depth = 0;
  let isInText = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isInText) {
      if (code === 92) at++;
      else if (code === 34) isInText = false;
    } else if (code === 34) isInText = true;
    else if (code === 91 || code === 123) {
      if (++depth > maxJsonDepth) return true;
    } else if (code === 93 || code === 125) depth--;
  }
  return false;
}
