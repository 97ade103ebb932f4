import { TapedeckRecord } from "../../../../shared/schemas/tapedeckRecord.ts";
import { firstIssue } from "./firstIssue.ts";
import { bytesOf } from "../rawBytes.ts";
import type { Format, Item } from "./item.ts";

/** Our own format: every line is an interaction, a span or feedback as it was exported. */
export const tapedeck: Format = { name: "tapedeck", lists: [], start: () => ({ read: (value) => [itemOf(value)] }) };

function itemOf(value: unknown): Item {
  const version = (value as { tapedeck?: unknown } | null)?.tapedeck;
  if (typeof version === "number" && version !== 1) return { reject: `it is of version ${version} of the format; this Tapedeck reads version 1` };
  const parsed = TapedeckRecord.safeParse(value);
  if (!parsed.success) return { reject: firstIssue(parsed.error) };
  const record = parsed.data;
  if (record.type === "span") return { span: record.span };
  if (record.type === "feedback") return { feedback: record.feedback };
  const { interaction, metadata, reasoning, raw, original } = record;
  const { id, createdAt, endedAt, status, model, deployment, session, user, tags, traceId, spanId, parentSpanId, source, sourceId } = interaction;
  const { request, output, toolCalls, finishReason, error, usage, timings } = interaction;
  return {
    interaction: {
      source: source ?? "tapedeck", sourceId: sourceId ?? id, traceId, spanId, parentSpanId, createdAt, endedAt, clockMark: interaction.clockMark ?? null, redactions: interaction.redactions ?? null, status, model, deployment, session, user, tags, metadata, request,
      raw: raw && bytesOf(raw), output, toolCalls, reasoning, finishReason, error, usage, timings, recorded: interaction,
      ...(original && { original: bytesOf(original) }),
    },
  };
}
