import { AppError } from "../../../../shared/errors.ts";
import { isWithinBounds } from "../spans/jsonBounds.ts";
import { fieldsOf, listOf } from "../spans/shapes.ts";
import type { Attributes } from "../spans/sourceSpan.ts";
import { jsonSpan, readAttributes } from "./jsonSpan.ts";
import { maxSpansARequest, type OtlpRequest, type ReadSpan } from "./readSpan.ts";
import { checkRepeated, tooManySpans } from "./tooManySpans.ts";

/**
 * An `ExportTraceServiceRequest` in OTLP's JSON (ids as hex, whole numbers as texts, names in lowerCamelCase; snake_case is read too).
 * Throws `bad-request`, `too-large`.
 */
export function readJsonRequest(bytes: Uint8Array): OtlpRequest {
  return fromJson(parsed(bytes), bytes.byteLength);
}

/** The same from a value that was parsed already, as of a file with one request a line. */
export function fromJson(value: unknown, sizeBytes: number): OtlpRequest {
  const frames = fieldsOf(value) ? framesOf(value) : undefined;
  if (!frames) throw notOtlp("`resourceSpans` is missing");
  const spanCount = frames.reduce((count, { spans }) => count + spans.length, 0);
  if (spanCount > maxSpansARequest) throw tooManySpans();
  checkRepeated(frames.map(({ resource, spans }) => ({ resource, spanCount: spans.length })));
  return {
    spanCount,
    bytesASpan: sizeBytes / Math.max(spanCount, 1),
    *spans(): Iterable<ReadSpan> {
      for (const { resource, spans } of frames) for (const span of spans) yield jsonSpan(span, resource);
    },
  };
}

/** Far deeper than a span's values may be, which is for each span to answer for. */
const maxDepth = 1000;
/** As many as the smallest attributes have that fit into a body. */
const maxValues = 3_500_000;

const notOtlp = (what: string) => new AppError("bad-request", `This is no OTLP trace request in JSON: ${what}.`, { fix: "Send an ExportTraceServiceRequest, as OpenTelemetry's exporters do; nothing of this one was stored." });

function parsed(bytes: Uint8Array): unknown {
  const text = new TextDecoder().decode(bytes);
  if (!isWithinBounds(text, { maxDepth, maxValues })) throw notOtlp("it nests deeper or holds more values than traces do");
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw notOtlp((error as Error).message.slice(0, 300));
  }
}

function framesOf(value: unknown): { resource: Attributes; spans: unknown[] }[] | undefined {
  const fields = fieldsOf(value)!;
  const given = fields["resourceSpans"] ?? fields["resource_spans"];
  if (given === undefined && Object.keys(fields).length === 0) return [];
  return listOf(given)?.flatMap((ofResource) => {
    const { resource, scopeSpans, scope_spans, instrumentationLibrarySpans } = fieldsOf(ofResource) ?? {};
    const ofProgram = readAttributes(fieldsOf(resource)?.["attributes"]);
    return (listOf(scopeSpans ?? scope_spans ?? instrumentationLibrarySpans) ?? []).map((each) => {
      const { scope, spans } = fieldsOf(each) ?? {};
      const { name, version, attributes } = fieldsOf(scope) ?? {};
      const own = [["otel.scope.name", name] as const, ["otel.scope.version", version] as const].filter(([, value]) => typeof value === "string" && value !== "");
      const scoped = [...own, ...readAttributes(attributes)];
      return { resource: scoped.length === 0 ? ofProgram : new Map([...ofProgram, ...scoped]), spans: listOf(spans) ?? [] };
    });
  });
}
