import type { AttributeReader } from "./attributeReader.ts";
import type { Attributes, SourceEvent, SourceSpan } from "./sourceSpan.ts";

/** What metadata holds itself, for filters; of more, or of longer texts, the rest goes into the raw record. */
const mostNames = 1000;
const mostChars = 32_768;
const longChars = 1024;

/** Everything that nobody understood, by its name; the sending program's attributes beside it. A name that both have is the span's; the other is `resource.NAME`. */
export function leftOver(span: SourceSpan, reader: AttributeReader, notes: Record<string, unknown>): Map<string, unknown> {
  const entries = new Map<string, unknown>(reader.rest());
  for (const [name, value] of span.resource) entries.set(entries.has(name) ? `resource.${name}` : name, value);
  for (const [name, value] of Object.entries({ ...span.more, ...notes })) entries.set(name, value);
  return entries;
}

/**
 * Metadata as narrow as a list needs it, and the rest as JSON bytes (`{"attributes": …}`), so that neither a request of 100,000 attributes nor one
 * with its texts twice makes every row heavy. Metadata then names what lies in the raw record.
 */
export function splitMetadata(all: ReadonlyMap<string, unknown>): { metadata: Record<string, unknown> | null; raw: Uint8Array<ArrayBuffer> | null } {
  const entries = [...all];
  if (entries.length === 0) return { metadata: null, raw: null };
  let chars = 0;
  const sizes = entries.map(([name, value]) => name.length + (typeof value === "string" ? value.length : typeof value === "object" ? JSON.stringify(value).length : 8));
  for (const size of sizes) chars += size;
  if (entries.length <= mostNames && chars <= mostChars) return { metadata: Object.fromEntries(entries), raw: null };
  const kept: [string, unknown][] = [];
  const moved: [string, unknown][] = [];
  let keptChars = 0;
  for (const [place, entry] of entries.entries()) {
    const size = sizes[place]!;
    const isKept = size <= longChars && kept.length < mostNames && keptChars + size <= mostChars;
    if (isKept) keptChars += size;
    (isKept ? kept : moved).push(entry);
  }
  kept.push(["tapedeck.inRaw", moved.slice(0, 20).map(([name]) => name.slice(0, 100))]);
  return { metadata: Object.fromEntries(kept), raw: new TextEncoder().encode(JSON.stringify({ attributes: Object.fromEntries(moved) })) };
}

/** Events as JSON-safe objects. */
export const plainEvents = (events: SourceEvent[]) => events.map(({ name, at, attributes }) => ({ name, at, attributes: Object.fromEntries(attributes) as Record<string, unknown> }));

export const attributesOf = (entries: Record<string, unknown>): Attributes => new Map(Object.entries(entries));
