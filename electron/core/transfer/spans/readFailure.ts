import type { Status } from "../../../../shared/schemas/chat.ts";
import type { AttributeReader } from "./attributeReader.ts";
import type { SourceEvent, SourceSpan } from "./sourceSpan.ts";

type SpanFailure = { status: Status; error: { code: string; message: string } | null };

/** How a span ended: by its status, its `error.type`, or an exception that it recorded. Without an end it is `running`. */
export function readFailure(span: SourceSpan, reader: AttributeReader): SpanFailure {
  const exception = span.events.findLast(({ name }) => name === "exception");
  const type = reader.text("error.type", "exception.type") ?? textOf(exception, "exception.type");
  const isFailed = span.status === "error" || (span.status === "unset" && (reader.has("error.type") || (exception !== undefined && span.endedAt !== null)));
  if (!isFailed) return { status: span.endedAt === null ? "running" : "ok", error: null };
  const message = span.statusMessage || textOf(exception, "exception.message") || reader.text("error.message", "exception.message", "ai.error.message", "langfuse.observation.status_message") || type || "The sender says no more than that it failed.";
  const isCancelled = /(^|\.)(abort(ed)?error|cancel(l?ed)?(error)?)$/i.test(type ?? "");
  return { status: isCancelled ? "cancelled" : "failed", error: { code: type ?? "failed", message } };
}

function textOf(event: SourceEvent | undefined, name: string): string | null {
  const value = event?.attributes.get(name);
  return typeof value === "string" && value !== "" ? value : null;
}
