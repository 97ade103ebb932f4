/**
 * Looks for the first of `stops` in a text that arrives in pieces. Text that may still become a stop string is held back, so that no
 * part of one is ever passed on.
 */
export function createStopStrings(stops: string[]) {
  const longest = Math.max(0, ...stops.map(({ length }) => length));
  let held = "";

  /** Where the earliest stop string begins in `text`; -1 where there is none. */
  function find(text: string): number {
    let first = -1;
    for (const stop of stops) {
      const at = text.indexOf(stop);
      if (at >= 0 && (first < 0 || at < first)) first = at;
    }
    return first;
  }

  /** Where an end of `text` begins that may grow into a stop string; its length where there is none. */
  function mayBegin(text: string): number {
    for (let start = Math.max(0, text.length - longest + 1); start < text.length; start++) {
      const end = text.slice(start);
      if (stops.some((stop) => stop.startsWith(end))) return start;
    }
    return text.length;
  }

  return {
    /** The text that is free to go, and whether a stop string was found behind it. */
    push(text: string): { free: string; isFound: boolean } {
      held += text;
      const found = find(held);
      const end = found >= 0 ? found : mayBegin(held);
      const free = held.slice(0, end);
      held = held.slice(end);
      return { free, isFound: found >= 0 };
    },
    /** The text still held when the answer ends without a stop string. */
    rest(): string {
      const rest = held;
      held = "";
      return rest;
    },
  };
}
