import type { Failure } from "../../../shared/errors.ts";
import type { FinishReason, RunRequest, Status, Timings, Usage } from "../../../shared/schemas/chat.ts";
import type { TokenLogprob } from "../../../shared/schemas/logprobs.ts";
import type { Redactions } from "../../../shared/schemas/redaction.ts";
import type { ToolCall } from "../../../shared/schemas/tools.ts";
import type { Attempt, Conditions } from "../../../shared/schemas/interaction.ts";

/** What is known when a request was read. */
export type NewInteraction = {
  createdAt: number;
  request: RunRequest;
  /** The request's bytes exactly as they came (HTTP), else its JSON with escapes. */
  body: Uint8Array;
  deployment: string | null;
  model: { name: string; sha256: string | null } | null;
  /** What was taken out of it; left out: nothing was looked for. */
  redactions?: Redactions | null;
};

/** What is known when it has ended, however it ended. */
export type Outcome = {
  endedAt: number;
  status: Exclude<Status, "running">;
  model: { name: string; sha256: string | null } | null;
  deployment: string | null;
  prompt: string | null;
  promptTokens: number[] | null;
  output: string;
  outputTokens: number[] | null;
  /** Where each token's text ends in `output`, in UTF-16 units; as long as `outputTokens`. */
  outputTokenEnds: number[] | null;
  toolCalls?: ToolCall[] | null;
  logprobs?: TokenLogprob[] | null;
  promptLogprobs?: (TokenLogprob | null)[] | null;
  finishReason: FinishReason | null;
  error: Failure | null;
  usage: Usage;
  timings: Timings;
  conditions: Conditions;
  attempts: Attempt[];
  /** What was taken out of request and answer together. */
  redactions?: Redactions | null;
};

/** The one way to record what a model said. */
export type Recorder = {
  /** Gives the id at once; `committed` resolves when the row (status `running`) is durable, rejects when it can't be written. */
  begin(start: NewInteraction): { id: string; committed: Promise<void> };
  /** The answer so far, for what is left when core dies; call it at most once a second. */
  progress(id: string, output: string, completionTokens: number): void;
  /** Resolves when the outcome is durable. */
  finish(id: string, outcome: Outcome): Promise<void>;
};
