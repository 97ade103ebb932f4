import type { AttributeReader } from "./attributeReader.ts";
import { unwrapJson } from "./parseJson.ts";
import { fieldsOf } from "./shapes.ts";
import type { Attributes, SourceEvent, SourceSpan } from "./sourceSpan.ts";

/** What metadata holds itself, for filters; of more, or of longer texts, the rest goes into the raw record. */
const mostNames = 1000;
const mostChars = 32_768;
const longChars = 1024;

/** Everything that nobody understood, by its name; the sending program's attributes beside it. A name that both have is the span's; the other is `resource.NAME`. */
export function leftOver(span: SourceSpan, reader: AttributeReader, notes: Record<string, unknown>): Map<string, unknown> {
  const entries = new Map<string, unknown>(reader.rest());
  spreadMetadata(entries);
  for (const [name, value] of span.resource) entries.set(entries.has(name) ? `resource.${name}` : name, value);
  for (const [name, value] of Object.entries({ ...span.more, ...notes })) entries.set(name, value);
  return entries;
}

/** OpenInference puts whatever its user wants to find a span by into one JSON text. */
function spreadMetadata(entries: Map<string, unknown>): void {
  const own = fieldsOf(unwrapJson(entries.get("metadata")));
  if (!own) return;
  entries.delete("metadata");
  for (const [name, value] of Object.entries(own)) entries.set(entries.has(name) ? `metadata.${name}` : name, value);
}

/**
 * Metadata as narrow as a list needs it, and the rest as JSON bytes (`{"attributes": …}`), so that neither a request of 100,000 attributes nor one
 * with its texts twice makes every row heavy. Metadata then names what lies in the raw record.
 */
export function splitMetadata(all: ReadonlyMap<string, unknown>): { metadata: Record<string, unknown> | null; raw: Uint8Array<ArrayBuffer> | null } {
  if (all.size === 0) return { metadata: null, raw: null };
  const { kept, moved } = narrowed(all, mostChars);
  if (moved.length === 0) return { metadata: Object.fromEntries(kept), raw: null };
  kept.push(["tapedeck.inRaw", moved.slice(0, 20).map(([name]) => name.slice(0, 100))]);
  return { metadata: Object.fromEntries(kept), raw: new TextEncoder().encode(JSON.stringify({ attributes: Object.fromEntries(moved) })) };
}

/** A span's attributes; those beyond the first thousand as one JSON text, which costs nobody much on its way. */
export function spanAttributes(all: ReadonlyMap<string, unknown>): Record<string, unknown> | null {
  if (all.size === 0) return null;
  const { kept, moved } = narrowed(all, Infinity);
  if (moved.length > 0) kept.push(["tapedeck.more", JSON.stringify(Object.fromEntries(moved))]);
  return Object.fromEntries(kept);
}

function narrowed(all: ReadonlyMap<string, unknown>, maxChars: number) {
  const sized = [...all].map((entry) => ({ entry, size: sizeOf(entry) }));
  const chars = sized.reduce((sum, { size }) => sum + size, 0);
  if (sized.length <= mostNames && chars <= maxChars) return { kept: sized.map(({ entry }) => entry), moved: [] };
  const kept: [string, unknown][] = [];
  const moved: [string, unknown][] = [];
  let keptChars = 0;
  for (const { entry, size } of sized) {
    const isKept = kept.length < mostNames && (maxChars === Infinity || (size <= longChars && keptChars + size <= maxChars));
    if (isKept) keptChars += size;
    (isKept ? kept : moved).push(entry);
  }
  return { kept, moved };
}

const sizeOf = ([name, value]: [string, unknown]): number => name.length + (typeof value === "string" ? value.length : typeof value === "object" ? JSON.stringify(value).length : 8);

/** Events as JSON-safe objects. */
export const plainEvents = (events: SourceEvent[]) => events.map(({ name, at, attributes }) => ({ name, at, attributes: Object.fromEntries(attributes) as Record<string, unknown> }));

export const attributesOf = (entries: Record<string, unknown>): Attributes => new Map(Object.entries(entries));
