/** Deeper JSON could end a stack on its way through the log, and nobody reads it. */
export const maxJsonDepth = 64;

/**
 * Whether a text of JSON becomes something of a sane size: at most `maxDepth` levels and `maxValues` values, since `[],[],[]…` takes
 * twenty times its length in memory. Says nothing of whether it is JSON.
 */
export function isWithinBounds(text: string, { maxDepth, maxValues }: { maxDepth: number; maxValues: number }): boolean {
  let depth = 0;
  let values = 0;
  let isInText = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isInText) {
      if (code === 92) at++;
      else if (code === 34) isInText = false;
    } else if (code === 34) isInText = true;
    else if (code === 91 || code === 123) {
      if (++depth > maxDepth || ++values > maxValues) return false;
    } else if (code === 93 || code === 125) depth--;
    else if (code === 44 && ++values > maxValues) return false;
  }
  return true;
}
