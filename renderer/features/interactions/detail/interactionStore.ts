import { create } from "zustand";
import { toFailure, type Failure } from "../../../../shared/errors.ts";
import type { Interaction, InteractionSummary } from "../../../../shared/schemas/interaction.ts";
import { api, watch, type Parts } from "../../../api.ts";
import { followChanges } from "../list/followChanges.ts";

type InteractionState = {
  /** What was asked for: an id, or the start of one. */
  asked: string | null;
  /** What is known at once: a list's row. */
  summary: InteractionSummary | null;
  interaction: Interaction | null;
  failure: Failure | null;
  open(id: string, known?: InteractionSummary): void;
  follow(): () => void;
};

/** One interaction with everything recorded; while it runs, as far as it is. */
export function createInteractionStore({ api, watch, batchMs = 100, againMs = 500 }: Parts & { batchMs?: number; againMs?: number }) {
  let asked = new AbortController();
  let again: ReturnType<typeof setTimeout> | undefined;
  return create<InteractionState>()((set, get) => {
    async function read(): Promise<void> {
      const id = get().asked;
      if (id === null) return;
      clearTimeout(again);
      again = undefined;
      asked.abort();
      asked = new AbortController();
      const { signal } = asked;
      try {
        const interaction = await api.interactions.get({ id }, signal);
        if (!signal.aborted) set({ interaction, summary: interaction, failure: null });
      } catch (error) {
        if (!signal.aborted) set({ failure: toFailure(error) });
      }
    }

    return {
      asked: null,
      summary: null,
      interaction: null,
      failure: null,
      open(id, known) {
        const { asked: before, interaction } = get();
        if (before === id && interaction) return;
        set({ asked: id, summary: known ?? null, interaction: null, failure: null });
        void read();
      },
      follow: () =>
        followChanges({
          watch,
          batchMs,
          onStart() {
            const { interaction } = get();
            if (!interaction || interaction.status === "running") void read();
          },
          onChanges(changes) {
            const { interaction } = get();
            const change = interaction && changes.get(interaction.id);
            if (!change) return;
            // The row has a preview only; the whole text is read, but not for every few tokens.
            if (change.status !== "running") return void read();
            set({ interaction: { ...interaction, usage: change.usage } });
            again ??= setTimeout(() => void read(), againMs);
          },
        }),
    };
  });
}

export const useInteraction = createInteractionStore({ api, watch });
