import { AppError } from "../../../../shared/errors.ts";
import { fieldsOf, listOf } from "../spans/shapes.ts";
import type { Attributes } from "../spans/sourceSpan.ts";
import { jsonSpan, readAttributes } from "./jsonSpan.ts";
import { maxSpansARequest, type OtlpRequest, type ReadSpan } from "./readSpan.ts";
import { tooManySpans } from "./tooManySpans.ts";

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
  return {
    spanCount,
    bytesASpan: sizeBytes / Math.max(spanCount, 1),
    *spans(): Iterable<ReadSpan> {
      for (const { resource, spans } of frames) for (const span of spans) yield jsonSpan(span, resource);
    },
  };
}

const notOtlp = (what: string) => new AppError("bad-request", `This is no OTLP trace request in JSON: ${what}.`, { fix: "Send an ExportTraceServiceRequest, as OpenTelemetry's exporters do; nothing of this one was stored." });

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch (error) {
    throw notOtlp((error as Error).message.slice(0, 300));
  }
}

function framesOf(value: unknown): { resource: Attributes; spans: unknown[] }[] | undefined {
  const fields = fieldsOf(value)!;
  const given = fields["resourceSpans"] ?? fields["resource_spans"];
  if (given === undefined && Object.keys(fields).length === 0) return [];
  return listOf(given)?.flatMap((each) => {
    const { resource, scopeSpans, scope_spans, instrumentationLibrarySpans } = fieldsOf(each) ?? {};
    const ofProgram = readAttributes(fieldsOf(resource)?.["attributes"]);
    return (listOf(scopeSpans ?? scope_spans ?? instrumentationLibrarySpans) ?? []).map((scoped) => {
      const { scope, spans } = fieldsOf(scoped) ?? {};
      const { name, version, attributes } = fieldsOf(scope) ?? {};
      const own = [["otel.scope.name", name] as const, ["otel.scope.version", version] as const].filter(([, value]) => typeof value === "string" && value !== "");
      return { resource: new Map([...ofProgram, ...own, ...readAttributes(attributes)]), spans: listOf(spans) ?? [] };
    });
  });
}
