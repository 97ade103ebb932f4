import { create } from "zustand";
import { toFailure, type Failure } from "../../../../shared/errors.ts";
import type { Feedback, NewFeedback } from "../../../../shared/schemas/feedback.ts";
import type { InteractionNeighbours } from "../../../../shared/schemas/session.ts";
import { api, type Parts } from "../../../api.ts";

type BesideState = {
  id: string | null;
  neighbours: InteractionNeighbours | null;
  feedback: Feedback[] | null;
  failure: Failure | null;
  isSaving: boolean;
  open(id: string): void;
  /** The id of the interaction before or after `id`; null: there is none. Waits where it is not known yet. */
  neighbour(id: string, kind: keyof InteractionNeighbours, way: "previous" | "next"): Promise<string | null>;
  /** Gives whether it was stored; why not stands in `failure`. */
  add(feedback: Omit<NewFeedback, "id">): Promise<boolean>;
};

/** What stands beside an interaction: what was said of it, and the ones before and after it. */
export function createBesideStore({ api }: Pick<Parts, "api">) {
  return create<BesideState>()((set, get) => {
    async function read(id: string): Promise<void> {
      try {
        const [neighbours, feedback] = await Promise.all([api.interactions.neighbours({ id }), api.interactions.feedback({ id })]);
        if (get().id === id) set({ neighbours, feedback, failure: null });
      } catch (error) {
        if (get().id === id) set({ failure: toFailure(error) });
      }
    }
    return {
      id: null,
      neighbours: null,
      feedback: null,
      failure: null,
      isSaving: false,
      open(id) {
        if (get().id !== id) set({ id, neighbours: null, feedback: null, failure: null });
        void read(id);
      },
      async neighbour(id, kind, way) {
        const { id: known, neighbours } = get();
        const around = known === id && neighbours ? neighbours : await api.interactions.neighbours({ id });
        return around[kind][way];
      },
      async add(given) {
        const { id } = get();
        if (id === null) return false;
        set({ isSaving: true, failure: null });
        try {
          const added = await api.interactions.addFeedback({ id, ...given });
          if (get().id === id) set({ feedback: [...(get().feedback ?? []), added] });
          return true;
        } catch (error) {
          set({ failure: toFailure(error) });
          return false;
        } finally {
          set({ isSaving: false });
        }
      },
    };
  });
}

export const useBeside = createBesideStore({ api });
