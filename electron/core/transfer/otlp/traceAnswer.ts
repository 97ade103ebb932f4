import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { errorCodes, toFailure } from "../../../../shared/errors.ts";
import type { HttpAnswer } from "../httpExchange.ts";
import { UnknownMedia } from "./unknownMedia.ts";

export type Encoding = "protobuf" | "json";

/** By what the sender says it sends; undefined for what is not taken. */
export function encodingOf(contentType: string | undefined): Encoding | undefined {
  const type = contentType?.split(";")[0]!.trim().toLowerCase();
  if (type === "application/x-protobuf" || type === "application/protobuf") return "protobuf";
  return type === "application/json" ? "json" : undefined;
}

const contentTypes = { protobuf: "application/x-protobuf", json: "application/json" };
/** Senders wait this long before they send again. */
const retryAfterSeconds = { busy: 1, unwritable: 30 };
const invalidArgument = 3;
const unavailable = 14;

/** An `ExportTraceServiceResponse`. `message` null: everything was kept, which the specification says by an empty one. */
export function fullAnswer({ encoding, rejectedSpans, message, duplicates }: { encoding: Encoding; rejectedSpans: number; message: string | null; duplicates: number }): HttpAnswer {
  const json = message === null ? {} : { partialSuccess: { rejectedSpans: String(rejectedSpans), errorMessage: message } };
  const body = encoding === "json" ? JSON.stringify(json) : message === null ? new Uint8Array() : partialSuccess(rejectedSpans, message);
  return { status: 200, headers: { "content-type": contentTypes[encoding], ...(duplicates > 0 && { "x-tapedeck-duplicates": String(duplicates) }) }, body };
}

/** A `google.rpc.Status` with the HTTP status by which a sender knows whether to send again. What can't be written now may be sent again. */
export function failedAnswer(error: unknown, encoding: Encoding): HttpAnswer {
  const { code, message, fix } = toFailure(error);
  const known = error instanceof UnknownMedia ? 415 : errorCodes[code].httpStatus;
  const status = known >= 500 ? 503 : known;
  const text = [message, fix].filter(Boolean).join(" ");
  const rpcCode = status === 429 || status === 503 ? unavailable : invalidArgument;
  const retryAfter = status === 429 ? retryAfterSeconds.busy : status === 503 ? retryAfterSeconds.unwritable : undefined;
  return {
    status,
    headers: { "content-type": contentTypes[encoding], ...(retryAfter && { "retry-after": String(retryAfter) }) },
    body: encoding === "json" ? JSON.stringify({ code: rpcCode, message: text }) : new BinaryWriter().tag(1, WireType.Varint).int32(rpcCode).tag(2, WireType.LengthDelimited).string(text).finish(),
  };
}

function partialSuccess(rejectedSpans: number, message: string): Uint8Array {
  const inner = new BinaryWriter();
  if (rejectedSpans > 0) inner.tag(1, WireType.Varint).int64(rejectedSpans);
  inner.tag(2, WireType.LengthDelimited).string(message);
  return new BinaryWriter().tag(1, WireType.LengthDelimited).bytes(inner.finish()).finish();
}
