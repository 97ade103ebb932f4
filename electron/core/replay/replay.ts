import { AppError, toFailure } from "../../../shared/errors.ts";
import type { CoreContract } from "../../../shared/contract.ts";
import type { Services } from "../../../shared/rpc/contract.ts";
import type { RunEvent, RunRequest } from "../../../shared/schemas/chat.ts";
import type { Interaction } from "../../../shared/schemas/interaction.ts";
import type { ReplayEvent, ReplayRequest } from "../../../shared/schemas/replay.ts";
import { grade } from "./grade.ts";
import { assertReplayable, replayRequest } from "./replayRequest.ts";

type Parts = {
  log: { get(id: string): Promise<Interaction>; replaysOf(id: string): Promise<Interaction[]> };
  gateway: { run(request: RunRequest, signal: AbortSignal): AsyncIterable<RunEvent> };
  library: { list(): { name: string }[]; resolve(target: string): Promise<unknown> };
};

/** Sends interactions again, through the gateway like everything else, and grades the answers against the original. */
export function createReplay({ log, gateway, library }: Parts): Services<CoreContract>["replay"] {
  /** Says it before the first replay, not in each one's row: the model that answered may be gone from the library. */
  async function checkTarget(original: Interaction, target: string | undefined, request: RunRequest): Promise<void> {
    try {
      await library.resolve(request.target);
    } catch (error) {
      if (target !== undefined || toFailure(error).code !== "not-found") throw error;
      const names = library.list().map(({ name }) => name);
      throw new AppError("not-found", `The model that answered ${original.id} (${original.model ?? request.target}) is not in the library.`, {
        fix: `Import its file again, or choose another model: ${names.join(", ") || "none is imported"}.`,
      });
    }
  }

  return {
    /** One after the other: replays side by side would share slots, and that alone can change an answer. */
    async *run({ interactionId, target, times, overrides }: ReplayRequest, signal: AbortSignal): AsyncGenerator<ReplayEvent> {
      const original = await log.get(interactionId);
      assertReplayable(original);
      const request = replayRequest(original, target, overrides);
      await checkTarget(original, target, request);
      for (let index = 0; index < times; index++) {
        let id: string | undefined;
        try {
          for await (const event of gateway.run(request, signal)) {
            if (event.type === "begun") yield { type: "begun", index, interactionId: (id = event.interactionId) };
            if (event.type === "text") yield { type: "text", index, text: event.text };
          }
        } catch (error) {
          // A replay that fails is a result; only what never became an interaction, or was cancelled, ends the whole.
          if (signal.aborted || id === undefined) throw error;
        }
        if (id !== undefined) yield { type: "result", index, result: grade(original, await log.get(id)) };
      }
    },

    async history({ id }) {
      const original = await log.get(id);
      const replays = await log.replaysOf(original.id);
      return replays.filter(({ status }) => status !== "running").map((replayed) => grade(original, replayed));
    },
  };
}
