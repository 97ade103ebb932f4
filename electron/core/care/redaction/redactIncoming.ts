import type { IncomingBatch, IncomingFeedback, IncomingInteraction, IncomingSpan } from "../../../../shared/schemas/incoming.ts";
import type { Interaction } from "../../../../shared/schemas/interaction.ts";
import type { RedactionSession, Redactor } from "./createRedactor.ts";
import { redactBytes, redactCalls, redactJsonText, redactRequest } from "./redactRequest.ts";

/** What comes in from elsewhere, without what is to go. Ids, names of models and times stay, so that the same is known again. */
export function redactIncoming(batch: IncomingBatch, { isOff, session }: Redactor): IncomingBatch {
  if (isOff) return batch;
  return {
    interactions: batch.interactions.map((each) => redactInteraction(each, session())),
    spans: batch.spans.map((each) => redactSpan(each, session())),
    feedback: batch.feedback.map((each) => redactFeedback(each, session())),
  };
}

function redactInteraction(incoming: IncomingInteraction, session: RedactionSession): IncomingInteraction {
  const { error, toolCalls } = incoming;
  const redacted: IncomingInteraction = {
    ...incoming,
    request: redactRequest(incoming.request, session),
    raw: incoming.raw && redactBytes(incoming.raw, (text) => redactJsonText(text, session)),
    session: within(incoming.session, 500, session),
    user: within(incoming.user, 500, session),
    tags: incoming.tags.map((tag) => session.text(tag).slice(0, 200)),
    metadata: session.value(incoming.metadata),
    output: session.text(incoming.output),
    toolCalls: toolCalls && redactCalls(toolCalls, session),
    reasoning: incoming.reasoning === null ? null : session.text(incoming.reasoning),
    error: error && { ...error, message: session.text(error.message), ...(error.details && { details: session.value(error.details) }) },
    ...(incoming.recorded && { recorded: redactRecorded(incoming.recorded, session) }),
    ...(incoming.original && { original: redactBytes(incoming.original, (text) => redactJsonText(text, session)) ?? undefined }),
  };
  return { ...redacted, redactions: redacted.recorded?.redactions ?? session.counts() };
}

/** Token ids and likelihoods spell the text out: where something is taken out of a text, its tokens go with it. */
function redactRecorded(recorded: Interaction, session: RedactionSession): Interaction {
  const { error, prompt, toolCalls } = recorded;
  const output = session.text(recorded.output);
  const prompted = prompt === null ? null : session.text(prompt);
  const redacted: Interaction = {
    ...recorded,
    output,
    prompt: prompted,
    request: redactRequest(recorded.request, session),
    input: session.text(recorded.input),
    session: within(recorded.session, 500, session),
    user: within(recorded.user, 500, session),
    tags: recorded.tags.map((tag) => session.text(tag).slice(0, 200)),
    toolCalls: toolCalls && redactCalls(toolCalls, session),
    error: error && { ...error, message: session.text(error.message), ...(error.details && { details: session.value(error.details) }) },
    attempts: recorded.attempts.map((attempt) => ({ ...attempt, error: attempt.error && { ...attempt.error, message: session.text(attempt.error.message) } })),
    ...(recorded.metadata && { metadata: session.value(recorded.metadata) }),
    ...(recorded.reasoning && { reasoning: session.text(recorded.reasoning) }),
    ...(output !== recorded.output && { outputTokens: null, outputTokenEnds: null, logprobs: null }),
    ...(prompted !== prompt && { promptTokens: null, promptLogprobs: null }),
  };
  return { ...redacted, redactions: addedTo(recorded.redactions, session) };
}

/** What an earlier Tapedeck took out of it stays counted. */
function addedTo(before: Interaction["redactions"], session: RedactionSession): Interaction["redactions"] {
  const now = session.counts();
  if (!before || !now) return now ?? before ?? null;
  return Object.fromEntries([...new Set([...Object.keys(before), ...Object.keys(now)])].map((name) => [name, (before[name] ?? 0) + (now[name] ?? 0)]));
}

function redactSpan(span: IncomingSpan, session: RedactionSession): IncomingSpan {
  return {
    ...span,
    statusMessage: within(span.statusMessage, undefined, session),
    session: within(span.session, 500, session),
    user: within(span.user, 500, session),
    input: span.input === null ? null : redactJsonText(span.input, session),
    output: span.output === null ? null : redactJsonText(span.output, session),
    attributes: session.value(span.attributes),
    events: session.value(span.events),
  };
}

function redactFeedback(feedback: IncomingFeedback, session: RedactionSession): IncomingFeedback {
  return {
    ...feedback,
    label: within(feedback.label, 1000, session),
    comment: within(feedback.comment, 100_000, session),
    correction: within(feedback.correction, 1_000_000, session),
    annotator: within(feedback.annotator, 500, session),
  };
}

/** A mark may be longer than what it stands for. */
const within = (text: string | null, maxChars: number | undefined, session: RedactionSession): string | null => (text === null ? null : session.text(text).slice(0, maxChars));
