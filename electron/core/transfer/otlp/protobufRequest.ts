import { type BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import { AppError } from "../../../../shared/errors.ts";
import type { Attributes } from "../spans/sourceSpan.ts";
import { protobufSpan } from "./protobufSpan.ts";
import { eachField, endOfMessage, malformed, openReader, readAttribute } from "./protobufValues.ts";
import { maxSpansARequest, type OtlpRequest, type ReadSpan } from "./readSpan.ts";
import { checkRepeated, tooManySpans } from "./tooManySpans.ts";

/** Where spans of one program and scope lie. */
type Frame = { resource: Attributes; scope: Attributes; starts: number[]; ends: number[] };

/**
 * An `ExportTraceServiceRequest` (opentelemetry-proto, `trace/v1/trace.proto`). The frame is read at once, so that a request that is cut or
 * is none fails before anything of it is stored; its spans are read one by one. Throws `bad-request`, `too-large`.
 */
export function readProtobufRequest(bytes: Uint8Array): OtlpRequest {
  const frames: Frame[] = [];
  const counted = { spans: 0 };
  try {
    const reader = openReader(bytes);
    eachField(reader, reader.len, (number, type) => {
      if (number !== 1 || type !== WireType.LengthDelimited) return false;
      readResourceSpans(reader, reader.len, frames, counted);
      return true;
    });
  } catch (error) {
    throw error instanceof AppError ? error : malformed((error as Error).message);
  }
  checkRepeated(frames.flatMap(({ resource, scope, starts }) => [{ resource, spanCount: starts.length }, { resource: scope, spanCount: starts.length }]));
  return {
    spanCount: counted.spans,
    bytesASpan: bytes.byteLength / Math.max(counted.spans, 1),
    *spans(): Iterable<ReadSpan> {
      for (const { resource, scope, starts, ends } of frames) {
        const about = scope.size === 0 ? resource : new Map([...resource, ...scope]);
        for (const [place, start] of starts.entries()) yield protobufSpan(bytes.subarray(start, ends[place]), about);
      }
    },
  };
}

/** Scopes may come before their resource, so they are read when the whole is known. */
function readResourceSpans(reader: BinaryReader, within: number, frames: Frame[], counted: { spans: number }): void {
  const end = endOfMessage(reader, within);
  const resource = new Map<string, unknown>();
  const ofScopes: Omit<Frame, "resource">[] = [];
  eachField(reader, end, (number, type) => {
    if (type !== WireType.LengthDelimited) return false;
    if (number === 1) readResource(reader, end, resource);
    // 1000: scopes as they were called before 2022.
    else if (number === 2 || number === 1000) {
      const frame = readScopeSpans(reader, end, counted);
      if (frame.starts.length > 0) ofScopes.push(frame);
    } else return false;
    return true;
  });
  for (const frame of ofScopes) frames.push({ ...frame, resource });
}

function readResource(reader: BinaryReader, within: number, into: Map<string, unknown>): void {
  const end = endOfMessage(reader, within);
  eachField(reader, end, (number, type) => {
    if (number !== 1 || type !== WireType.LengthDelimited) return false;
    readAttribute(reader, end, into);
    return true;
  });
}

function readScopeSpans(reader: BinaryReader, within: number, counted: { spans: number }) {
  const end = endOfMessage(reader, within);
  const scope = new Map<string, unknown>();
  const frame = { scope, starts: [] as number[], ends: [] as number[] };
  eachField(reader, end, (number, type) => {
    if (type !== WireType.LengthDelimited) return false;
    if (number === 1) readScope(reader, end, scope);
    else if (number === 2) {
      if (++counted.spans > maxSpansARequest) throw tooManySpans();
      const spanEnd = endOfMessage(reader, end);
      frame.starts.push(reader.pos);
      frame.ends.push(spanEnd);
      reader.pos = spanEnd;
    } else return false;
    return true;
  });
  return frame;
}

function readScope(reader: BinaryReader, within: number, into: Map<string, unknown>): void {
  const end = endOfMessage(reader, within);
  eachField(reader, end, (number, type) => {
    if (type !== WireType.LengthDelimited) return false;
    if (number === 1) into.set("otel.scope.name", reader.string());
    else if (number === 2) into.set("otel.scope.version", reader.string());
    else if (number === 3) readAttribute(reader, end, into);
    else return false;
    return true;
  });
}
