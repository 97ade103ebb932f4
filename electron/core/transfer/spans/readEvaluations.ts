import type { IncomingFeedback } from "../../../../shared/schemas/incoming.ts";
import type { SourceEvent, SourceSpan } from "./sourceSpan.ts";
import { withinDates } from "./clockMarkOf.ts";

/** GenAI's evaluation events (`gen_ai.evaluation.result`) as feedback of the span that they stand on. Events that name no score, label or explanation stay events. */
export function readEvaluations(span: SourceSpan): { feedback: IncomingFeedback[]; others: SourceEvent[] } {
  const feedback: IncomingFeedback[] = [];
  const others: SourceEvent[] = [];
  for (const [place, event] of span.events.entries()) {
    const read = event.name.startsWith("gen_ai.evaluation") ? readEvaluation(span, event, place) : undefined;
    if (read) feedback.push(read);
    if (!read || saysMore(event)) others.push(event);
  }
  return { feedback, others };
}

const names = { "gen_ai.evaluation.name": 200, "gen_ai.evaluation.score.value": Infinity, "gen_ai.evaluation.score.label": 1000, "gen_ai.evaluation.explanation": 100_000, "gen_ai.evaluation.evaluator.name": 500 };

/** What feedback has no place for; then the event stays beside it. */
const saysMore = ({ attributes }: SourceEvent): boolean => [...attributes].some(([name, value]) => !Object.hasOwn(names, name) || (typeof value === "string" && value.length > names[name as keyof typeof names]));

function readEvaluation({ traceId, spanId }: SourceSpan, { at, attributes }: SourceEvent, place: number): IncomingFeedback | undefined {
  const text = (name: string, longest: number) => {
    const value = attributes.get(name);
    return typeof value === "string" && value !== "" ? value.slice(0, longest) : null;
  };
  const score = attributes.get("gen_ai.evaluation.score.value");
  const value = typeof score === "number" && Number.isFinite(score) ? score : typeof score === "boolean" ? Number(score) : null;
  const label = text("gen_ai.evaluation.score.label", 1000);
  const comment = text("gen_ai.evaluation.explanation", 100_000);
  if (value === null && label === null && comment === null) return undefined;
  return {
    sourceId: `${traceId}:${spanId}:${place}`,
    of: { traceId, spanId },
    createdAt: withinDates(at),
    name: text("gen_ai.evaluation.name", 200) ?? "evaluation",
    value,
    label,
    comment,
    correction: null,
    annotator: text("gen_ai.evaluation.evaluator.name", 500),
  };
}
