import { useEffect } from "react";
import { create } from "zustand";
import { toFailure, type Failure } from "../../../../shared/errors.ts";
import type { Fit } from "../../../../shared/schemas/fit.ts";
import type { Model, ModelSettings } from "../../../../shared/schemas/model.ts";
import { api, type Parts } from "../../../api.ts";
import { isAnswering } from "../library.ts";

export type FitAnswer = { /** What was asked, so that an old answer is known as such. */ key: string; fit: Fit | null; failure: Failure | null };
type FitState = {
  /** By the model's id: the last answer, also while a newer one is on its way. */
  answers: Readonly<Record<string, FitAnswer>>;
  /** Asks what the model takes with `settings`, unless that is known; of several within `quietMs` only the last. */
  want(model: Model, settings: ModelSettings): void;
};

/** Typing settles for so long before the core is asked. */
export const quietMs = 150;
const keyOf = ({ runtime, fileState }: Model, settings: ModelSettings) => `${JSON.stringify(settings)} ${runtime.state} ${fileState} ${runtime.state === "loaded" && runtime.memoryBytes !== null}`;

/** What models take with their settings, or with those that are thought of. */
export function createFitStore({ api, waitMs = quietMs }: Pick<Parts, "api"> & { waitMs?: number }) {
  const wanted = new Map<string, { key: string; timer?: ReturnType<typeof setTimeout> }>();
  let asking = Promise.resolve();
  return create<FitState>()((set, get) => {
    async function ask(id: string, key: string, settings: ModelSettings): Promise<void> {
      if (wanted.get(id)?.key !== key) return;
      const keep = (answer: Partial<FitAnswer>) => wanted.get(id)?.key === key && set(({ answers }) => ({ answers: { ...answers, [id]: { fit: answers[id]?.fit ?? null, failure: null, ...answer, key } } }));
      try {
        keep({ fit: await api.models.fit({ id, settings }) });
      } catch (error) {
        keep({ fit: null, failure: toFailure(error) });
      }
    }
    return {
      answers: {},
      want(model, settings) {
        const key = keyOf(model, settings);
        const before = wanted.get(model.id);
        if (before?.key === key) return;
        clearTimeout(before?.timer);
        // The first question of a model is asked at once; one after the other, since a library has many.
        const queue = () => void (asking = asking.then(() => ask(model.id, key, settings)));
        wanted.set(model.id, before && get().answers[model.id] ? { key, timer: setTimeout(queue, waitMs) } : { key });
        if (!wanted.get(model.id)!.timer) queue();
      },
    };
  });
}

export const useFits = createFitStore({ api });

/** What the model takes with `settings`; null: not known yet, or it cannot be loaded at all. */
export function useFit(model: Model, settings: ModelSettings): FitAnswer | null {
  const answer = useFits((state) => state.answers[model.id]);
  useEffect(() => {
    if (isAnswering(model)) useFits.getState().want(model, settings);
  }, [model, settings]);
  return isAnswering(model) ? (answer ?? null) : null;
}
