/** The JSON object or list that `text` begins with, its source, and what stands behind it; null where there is no whole one. */
export function readJson(text: string): { value: unknown; source: string; rest: string } | null {
  if (text[0] !== "{" && text[0] !== "[") return null;
  let depth = 0;
  let isInText = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]!;
    if (isInText) {
      if (letter === "\\") at++;
      else if (letter === '"') isInText = false;
    } else if (letter === '"') isInText = true;
    else if (letter === "{" || letter === "[") depth++;
    else if ((letter === "}" || letter === "]") && --depth === 0) return parsed(text.slice(0, at + 1), text.slice(at + 1));
  }
  return null;
}

function parsed(source: string, rest: string): ReturnType<typeof readJson> {
  try {
    return { value: JSON.parse(source), source, rest };
  } catch {
    return null;
  }
}
