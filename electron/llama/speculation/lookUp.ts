/** How many of the last tokens must have stood before; more of them are a better sign. */
const longestPattern = 4;
const shortestPattern = 2;

/**
 * What followed the last time that the end of `history` stood in it before, at most `most` tokens; empty where it did not (prompt lookup
 * decoding, A. Saxena 2023).
 */
export function lookUp<T>(history: T[], most: number): T[] {
  for (let length = longestPattern; length >= shortestPattern; length--) {
    const pattern = history.length - length;
    for (let at = pattern - 1; at >= 0; at--) {
      let same = 0;
      while (same < length && history[at + same] === history[pattern + same]) same++;
      if (same === length) return history.slice(at + length, Math.min(at + length + most, history.length));
    }
  }
  return [];
}
