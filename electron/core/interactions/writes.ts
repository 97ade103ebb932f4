import type { Failure } from "../../../shared/errors.ts";
import type { Durability } from "../storage/openDatabase.ts";
import type { Found } from "./openMonths.ts";
import type { NewInteraction, Outcome } from "./recording.ts";

/** What the log asks of its writer thread, about one interaction each. */
export type Write =
  | { write: "begin"; id: string; start: NewInteraction }
  | { write: "progress"; id: string; output: string; completionTokens: number }
  | { write: "finish"; id: string; outcome: Outcome };

/** One token with its text, bytes and figure. */
const logprobBytes = 200;

/** About how many bytes a write holds in memory while it waits. */
export function sizeOf(write: Write): number {
  if (write.write === "begin") return 2 * write.start.body.length;
  if (write.write === "progress") return 2 * write.output.length;
  const { output, prompt, promptTokens, outputTokens, logprobs, promptLogprobs } = write.outcome;
  const likelihoods = [...(logprobs ?? []), ...(promptLogprobs ?? [])].reduce((sum, each) => sum + 1 + (each?.top.length ?? 0), 0);
  return 2 * (output.length + (prompt?.length ?? 0)) + 8 * ((promptTokens?.length ?? 0) + 2 * (outputTokens?.length ?? 0)) + logprobBytes * likelihoods;
}

export type WriterMessage = { n: number; write: Write } | { durability: Durability } | { close: true };

/** First whether the log could be opened and what was found; then which writes are durable, one message a commit, and why one is not. */
export type WriterAnswer = { opened: Found } | { openFailed: Failure } | { durable: number[] } | { n: number; failure: Failure };
