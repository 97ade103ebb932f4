import { AppError } from "../../../shared/errors.ts";
import type { RunRequest, Sampling } from "../../../shared/schemas/chat.ts";
import type { Interaction } from "../../../shared/schemas/interaction.ts";
import { makesText, shapeOf } from "../gateway/shapeOf.ts";

/**
 * The interaction's request once more: the same messages, tools and shape of the answer, and the sampling as it was resolved (its seed
 * too), with `overrides` on top. Session, user, tags and metadata stay behind: a replay is no part of the conversation that it repeats.
 */
export function replayRequest(original: Interaction, target: string | undefined, overrides: Sampling): RunRequest {
  const { sampling, modelSha256, adapters } = original.conditions;
  const { maxTokens, ...recorded } = sampling ?? { ...original.request.sampling, maxTokens: original.request.sampling.maxTokens ?? null };
  return {
    target: target ?? modelSha256 ?? original.request.target,
    messages: original.request.messages,
    ...shapeOf(original.request),
    sampling: { ...recorded, ...(maxTokens === null ? {} : { maxTokens }), ...overrides },
    ...(adapters.length > 0 && { adapters: adapters.map(({ name, sha256, scale }) => ({ target: sha256 ?? name, scale })) }),
    origin: "replay",
    replayOf: original.id,
  };
}

/** An interaction that is still being answered, or makes no text, has nothing to be held against. */
export function assertReplayable(original: Interaction): void {
  if (original.status === "running") throw new AppError("bad-request", `${original.id} is still running.`, { fix: "Wait until it has ended, then replay it." });
  if (!makesText(original.request)) throw new AppError("bad-request", `${original.id} made no text (${original.request.operation}); there is nothing to hold a replay against.`);
}
