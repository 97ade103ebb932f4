import type { Attributes, SourceEvent, SourceSpan } from "../spans/sourceSpan.ts";

/** A span's fields as OTLP has them, from either encoding. Ids are hex; times are epoch milliseconds, 0 where there is none. */
export type OtlpSpan = {
  traceId: string;
  spanId: string;
  parentSpanId: string;
  name: string;
  startedAt: number;
  endedAt: number;
  attributes: Map<string, unknown>;
  events: SourceEvent[];
  statusCode: number;
  statusMessage: string;
  /** What else it says, by its name. */
  more: Record<string, unknown>;
};

/** A span, or why one can't be kept; a name where that could be read. */
export type ReadSpan = { span: SourceSpan } | { refused: string; name: string };

/** A request that was read as far as its frame: how many spans it has, and each of them when it is asked for. */
export type OtlpRequest = { spanCount: number; /** A span's share of the request. */ bytesASpan: number; spans(): Iterable<ReadSpan> };

/** More would be a flood, not a trace. */
export const maxSpansARequest = 100_000;
/** Values nest no deeper; nobody reads what is below. */
export const maxValueDepth = 32;

const statuses = ["unset", "ok", "error"] as const;

/** Holds ids to the specification: 16 and 8 bytes, not all zero. */
export function checkedSpan(read: OtlpSpan, resource: Attributes): ReadSpan {
  const parent = isZero(read.parentSpanId) ? null : read.parentSpanId;
  const refused = wrongId("trace id", read.traceId, 32) ?? wrongId("span id", read.spanId, 16) ?? (parent === null ? undefined : wrongId("parent span id", parent, 16));
  if (refused) return { refused, name: read.name };
  const { statusCode, statusMessage, startedAt, endedAt, more, name, attributes, events } = read;
  return {
    span: {
      traceId: read.traceId.toLowerCase(), spanId: read.spanId.toLowerCase(), parentSpanId: parent?.toLowerCase() ?? null, name, startedAt, endedAt: endedAt === 0 ? null : endedAt,
      attributes, events, resource, more, status: statuses[statusCode] ?? "unset", statusMessage: statusMessage || null,
    },
  };
}

const isZero = (id: string): boolean => /^0*$/.test(id);

function wrongId(what: string, id: string, digits: number): string | undefined {
  if (id === "") return `its ${what} is missing`;
  if (!/^[0-9a-f]*$/i.test(id)) return `its ${what} is not hexadecimal`;
  if (id.length !== digits) return `its ${what} has ${id.length} digits instead of ${digits}`;
  return isZero(id) ? `its ${what} is all zeros` : undefined;
}
