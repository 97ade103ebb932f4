import { jsonSpan, readAttributes } from "../otlp/jsonSpan.ts";
import { fieldsOf, firstOf, firstText, listOf } from "../spans/shapes.ts";
import type { Format, Item, RecordContext } from "./item.ts";
import { spanItems } from "./spanItems.ts";

/** OTLP in JSON, as the collector's file exporter writes it: an export request a line, or one document. A span is known again however it came. */
export const otlpJson: Format = { name: "otlp-json", lists: ["resourceSpans", "resource_spans"], start: () => ({ read: itemsOf }) };

function* itemsOf(value: unknown, context: RecordContext): Generator<Item> {
  const record = fieldsOf(value);
  const resources = context.envelope ? [record] : (listOf(firstOf(record?.["resourceSpans"], record?.["resource_spans"]))?.map(fieldsOf) ?? null);
  if (!resources) return yield { reject: "it has no `resourceSpans`" };
  for (const fields of resources) {
    const resource = readAttributes(fieldsOf(fields?.["resource"])?.["attributes"]);
    const scopes = listOf(firstOf(fields?.["scopeSpans"], fields?.["scope_spans"], fields?.["instrumentationLibrarySpans"]));
    if (!scopes) yield { reject: "one of its `resourceSpans` has no `scopeSpans`" };
    for (const scoped of scopes ?? []) {
      const { scope, spans } = fieldsOf(scoped) ?? {};
      const { name, version } = fieldsOf(scope) ?? {};
      const about = new Map<string, unknown>([...resource, ...(firstText(name) ? [["otel.scope.name", name] as const] : []), ...(firstText(version) ? [["otel.scope.version", version] as const] : [])]);
      for (const each of listOf(spans) ?? []) yield* oneSpan(each, about, context);
    }
  }
}

function* oneSpan(value: unknown, resource: ReadonlyMap<string, unknown>, context: RecordContext): Generator<Item> {
  const read = jsonSpan(value, resource);
  if ("refused" in read) yield { reject: `span ${JSON.stringify(read.name.slice(0, 100))}: ${read.refused}` };
  else yield* spanItems(read.span, { source: "otlp", raw: Buffer.from(JSON.stringify(value)), isAssumed: false }, context);
}
