import { AppError } from "../../../shared/errors.ts";
import type { RunRequest, Sampling } from "../../../shared/schemas/chat.ts";
import type { Interaction } from "../../../shared/schemas/interaction.ts";

/**
 * The interaction's request once more: the same messages, and the sampling as it was resolved (its seed too), with
 * `overrides` on top. Session, user and tags stay behind: a replay is no part of the conversation that it repeats.
 */
export function replayRequest(original: Interaction, target: string | undefined, overrides: Sampling): RunRequest {
  const { sampling, modelSha256 } = original.conditions;
  const { maxTokens, ...recorded } = sampling ?? { ...original.request.sampling, maxTokens: original.request.sampling.maxTokens ?? null };
  return {
    target: target ?? modelSha256 ?? original.request.target,
    messages: original.request.messages,
    sampling: { ...recorded, ...(maxTokens === null ? {} : { maxTokens }), ...overrides },
    origin: "replay",
    replayOf: original.id,
  };
}

/** An interaction that is still being answered has nothing to be held against. */
export function assertReplayable(original: Interaction): void {
  if (original.status === "running") throw new AppError("bad-request", `${original.id} is still running.`, { fix: "Wait until it has ended, then replay it." });
}
