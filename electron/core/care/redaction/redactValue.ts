/** Deeper than any request nests; JSON from elsewhere may be made to overflow a stack. */
const deepest = 200;
const tooDeep = "[nested too deeply to be looked through]";
/** Fewer digits are no card, and no telephone number either. */
const longNumber = 100_000_000;

/** A JSON value with `redact` done to each text and each long whole number in it; keys stay. Gives `value` itself where nothing changed. */
export function redactValue<T>(value: T, redact: (text: string) => string, depth = 0): T {
  return walk(value, redact, depth) as T;
}

function walk(value: unknown, redact: (text: string) => string, depth: number): unknown {
  if (typeof value === "string") return redact(value);
  if (typeof value === "number") return Number.isInteger(value) && Math.abs(value) >= longNumber ? redactNumber(value, redact) : value;
  if (typeof value !== "object" || value === null) return value;
  if (depth > deepest) return tooDeep;
  if (Array.isArray(value)) {
    const items = value.map((item) => walk(item, redact, depth + 1));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  let isChanged = false;
  const entries = Object.entries(value).map(([key, item]) => {
    const after = walk(item, redact, depth + 1);
    isChanged ||= after !== item;
    return [key, after] as const;
  });
  return isChanged ? Object.fromEntries(entries) : value;
}

function redactNumber(value: number, redact: (text: string) => string): unknown {
  const before = String(value);
  const after = redact(before);
  return after === before ? value : after;
}
