import { mapSpan } from "../../../../electron/core/transfer/spans/mapSpan.ts";
import type { SourceEvent, SourceSpan } from "../../../../electron/core/transfer/spans/sourceSpan.ts";

export const sampleNow = Date.UTC(2026, 10, 25, 12);

type Some = Omit<Partial<SourceSpan>, "attributes" | "events" | "resource"> & { attributes?: Record<string, unknown>; resource?: Record<string, unknown>; events?: { name: string; at?: number; attributes?: Record<string, unknown> }[] };

/** A span of a second, ten seconds ago. */
export function sampleSpan({ attributes = {}, resource = {}, events = [], ...more }: Some = {}): SourceSpan {
  const startedAt = more.startedAt ?? sampleNow - 10_000;
  return {
    traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331", parentSpanId: null, name: "chat gpt-4", startedAt, endedAt: startedAt + 1000, status: "unset", statusMessage: null,
    ...more,
    attributes: new Map(Object.entries(attributes)),
    resource: new Map(Object.entries(resource)),
    events: events.map((event): SourceEvent => ({ name: event.name, at: event.at ?? startedAt + 500, attributes: new Map(Object.entries(event.attributes ?? {})) })),
  };
}

const context = { source: "otlp", now: sampleNow };

export function mappedInteraction(some: Some) {
  const mapped = mapSpan(sampleSpan(some), context);
  if (!("interaction" in mapped)) throw new Error(`It became a span of the kind ${mapped.span.kind}.`);
  return mapped.interaction;
}

export function mappedSpan(some: Some) {
  const mapped = mapSpan(sampleSpan(some), context);
  if (!("span" in mapped)) throw new Error("It became an interaction.");
  return mapped.span;
}

export const mappedFeedback = (some: Some) => mapSpan(sampleSpan(some), context).feedback;
