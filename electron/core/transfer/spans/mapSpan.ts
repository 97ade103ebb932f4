import type { IncomingFeedback, IncomingInteraction, IncomingSpan } from "../../../../shared/schemas/incoming.ts";
import { createAttributeReader } from "./attributeReader.ts";
import { readEvaluations } from "./readEvaluations.ts";
import type { MapContext, SourceSpan } from "./sourceSpan.ts";
import { spanKindOf } from "./spanKindOf.ts";
import { toInteraction } from "./toInteraction.ts";
import { toSpan } from "./toSpan.ts";

/** What a span becomes: a model's call is an interaction, anything else a span; evaluations on it are feedback. */
export type MappedSpan = ({ interaction: IncomingInteraction } | { span: IncomingSpan }) & { feedback: IncomingFeedback[] };

/**
 * Reads a span by whatever conventions are on it: OpenTelemetry GenAI (old and new names, attributes and events), OpenInference, Vercel AI SDK,
 * Traceloop, Langfuse, LangSmith, MLflow. What is not understood stays by its name, as metadata or attribute.
 */
export function mapSpan(span: SourceSpan, context: MapContext): MappedSpan {
  const reader = createAttributeReader(span.attributes);
  const { feedback, others } = readEvaluations(span);
  const kind = spanKindOf(reader);
  return kind === "model" ? { interaction: toInteraction(span, reader, others, context), feedback } : { span: toSpan(span, kind, reader, others, context), feedback };
}
