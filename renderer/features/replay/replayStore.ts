import { create } from "zustand";
import { toFailure, type Failure } from "../../../shared/errors.ts";
import type { Interaction } from "../../../shared/schemas/interaction.ts";
import type { ReplayEvent, ReplayRequest, ReplayResult } from "../../../shared/schemas/replay.ts";
import type { z } from "zod";
import { api, type Parts } from "../../api.ts";

export type ReplayAsk = z.input<typeof ReplayRequest>;
/** One of the replays of a run; `result` null: it has not ended. */
export type ReplayItem = { interactionId: string | null; text: string; result: ReplayResult | null };
export type ReplayRun = { ask: ReplayAsk; items: ReplayItem[]; state: "running" | "done" | "cancelled" | "failed"; failure: Failure | null };

type ReplayState = {
  /** The last run that was started here, of whichever interaction. */
  run: ReplayRun | null;
  /** What the log has of the replays of `original`, newest first; null: not known yet. */
  history: { original: string; results: ReplayResult[] | null; failure: Failure | null } | null;
  /** The replay that is looked at, with everything recorded. */
  shown: { id: string; interaction: Interaction | null; failure: Failure | null } | null;
  start(ask: ReplayAsk): Promise<void>;
  cancel(): void;
  /** Reads the earlier replays of an interaction. */
  recall(original: string): Promise<void>;
  show(id: string | null): Promise<void>;
};

const repaintMs = 100;
export const isRunning = (run: ReplayRun | null): boolean => run?.state === "running";

/** Replays of interactions: one run at a time, because replays side by side can change each other's answers. */
export function createReplayStore({ api }: Pick<Parts, "api">) {
  let stop = new AbortController();
  return create<ReplayState>()((set, get) => {
    /** Takes an event in; the text of a replay is painted a few times a second only. */
    function take(items: ReplayItem[], event: ReplayEvent): void {
      const before = items[event.index] ?? { interactionId: null, text: "", result: null };
      if (event.type === "begun") items[event.index] = { ...before, interactionId: event.interactionId };
      else if (event.type === "text") items[event.index] = { ...before, text: before.text + event.text };
      else items[event.index] = { interactionId: event.result.interactionId, text: "", result: event.result };
    }

    return {
      run: null,
      history: null,
      shown: null,
      async start(ask) {
        if (isRunning(get().run)) return;
        stop = new AbortController();
        const { signal } = stop;
        const items: ReplayItem[] = [];
        const show = (state: ReplayRun["state"], failure: Failure | null = null) => set({ run: { ask, items: [...items], state, failure } });
        show("running");
        let paintedAt = 0;
        try {
          for await (const event of api.replay.run(ask, signal)) {
            take(items, event);
            if (event.type === "text" && performance.now() - paintedAt < repaintMs) continue;
            paintedAt = performance.now();
            show("running");
          }
          show("done");
        } catch (error) {
          if (signal.aborted) show("cancelled");
          else show("failed", toFailure(error));
        }
        if (get().history?.original === ask.interactionId) await get().recall(ask.interactionId);
      },
      cancel: () => stop.abort(),
      async recall(original) {
        if (get().history?.original !== original) set({ history: { original, results: null, failure: null } });
        const keep = (change: { results: ReplayResult[] | null; failure: Failure | null }) => get().history?.original === original && set({ history: { original, ...change } });
        try {
          keep({ results: await api.replay.history({ id: original }), failure: null });
        } catch (error) {
          keep({ results: get().history?.results ?? null, failure: toFailure(error) });
        }
      },
      async show(id) {
        if (id === get().shown?.id && !get().shown?.failure) return;
        set({ shown: id === null ? null : { id, interaction: null, failure: null } });
        if (id === null) return;
        const keep = (change: { interaction: Interaction | null; failure: Failure | null }) => get().shown?.id === id && set({ shown: { id, ...change } });
        try {
          keep({ interaction: await api.interactions.get({ id }), failure: null });
        } catch (error) {
          keep({ interaction: null, failure: toFailure(error) });
        }
      },
    };
  });
}

export const useReplay = createReplayStore({ api });
