import { fieldsOf } from "../../spans/shapes.ts";
import type { Format, Item, RecordContext } from "../item.ts";
import { spanItems } from "../spanItems.ts";
import { phoenixSpan } from "./phoenixSpan.ts";

/**
 * Spans as Phoenix and OpenTelemetry's own SDKs write them to files: of Phoenix's API or data frames, of a console exporter, or an OpenInference
 * span's bare attributes.
 */
export const phoenix: Format = { name: "phoenix", lists: ["spans", "data"], start: () => ({ read: itemsOf }) };

function* itemsOf(value: unknown, context: RecordContext): Generator<Item> {
  const record = fieldsOf(value);
  if (!record) return yield { reject: "it is no JSON object" };
  const span = phoenixSpan(record, context);
  if (typeof span === "string") return yield { reject: span };
  yield* spanItems(span, { source: "phoenix", raw: context.bytes, isAssumed: span.isAssumed }, context);
}
