import type { RunRequest } from "../../../../shared/schemas/chat.ts";
import type { Failure } from "../../../../shared/errors.ts";
import type { NewInteraction, Outcome, Recorder } from "../../interactions/recording.ts";
import type { RedactionSession, Redactor } from "./createRedactor.ts";
import { redactBytes, redactCalls, redactRequest } from "./redactRequest.ts";

/** A piece that is still being written is not known yet: so much of an unfinished answer's end is left for the next time. */
const heldBackChars = 100;

/**
 * A recorder that takes out what is to go before anything is stored: of request, prompt, answer, calls and errors. What the one who asked
 * gets is not touched. `redactor` is asked at each beginning, so a change of the rules counts from the next interaction on.
 */
export function redactRecorder(recorder: Recorder, redactor: () => Redactor): Recorder {
  const sessions = new Map<string, RedactionSession>();
  return {
    begin(start) {
      const { isOff, session: open } = redactor();
      if (isOff) return recorder.begin(start);
      const session = open();
      const begun = recorder.begin(redactStart(start, session));
      sessions.set(begun.id, session);
      return begun;
    },
    progress(id, output, completionTokens) {
      const session = sessions.get(id);
      recorder.progress(id, session ? session.text(withoutEnd(output)) : output, completionTokens);
    },
    finish(id, outcome) {
      const session = sessions.get(id);
      sessions.delete(id);
      return recorder.finish(id, session ? redactOutcome(outcome, session) : outcome);
    },
  };
}

const withoutEnd = (output: string) => output.slice(0, Math.max(0, output.search(new RegExp(`\\s\\S*[\\s\\S]{${heldBackChars}}$`))));

function redactStart(start: NewInteraction, session: RedactionSession): NewInteraction {
  const request = redactRequest(start.request, session);
  const body = redactBytes(start.body, (text) => redactBody(text, session));
  return { ...start, request, body: body ?? Buffer.from(JSON.stringify(request)), redactions: session.counts() };
}

/** The request as JSON: as it came where nothing was taken out. */
function redactBody(text: string, session: RedactionSession): string {
  let parsed: Partial<RunRequest>;
  try {
    parsed = JSON.parse(text) as Partial<RunRequest>;
  } catch {
    return session.text(text);
  }
  const before = session.removals();
  const redacted = redactRequest(parsed, session);
  return session.removals() === before ? text : JSON.stringify(redacted);
}

/** Token ids and likelihoods spell the text out: where something is taken out of a text, its tokens go with it. */
function redactOutcome(outcome: Outcome, session: RedactionSession): Outcome {
  const output = session.text(outcome.output);
  const prompt = outcome.prompt === null ? null : session.text(outcome.prompt);
  const error = redactFailure(outcome.error, session);
  const redacted: Outcome = {
    ...outcome, output, prompt, error,
    ...(outcome.toolCalls && { toolCalls: redactCalls(outcome.toolCalls, session) }),
    ...(output !== outcome.output && { outputTokens: null, outputTokenEnds: null, logprobs: null }),
    ...(prompt !== outcome.prompt && { promptTokens: null, promptLogprobs: null }),
    attempts: outcome.attempts.map((attempt) => ({ ...attempt, error: attempt.error && (redactFailure(attempt.error as Failure, session) as typeof attempt.error) })),
  };
  return { ...redacted, redactions: session.counts() };
}

const redactFailure = (failure: Failure | null, session: RedactionSession): Failure | null =>
  failure && { ...failure, message: session.text(failure.message), ...(failure.fix !== undefined && { fix: session.text(failure.fix) }), ...(failure.details && { details: session.value(failure.details) }) };
