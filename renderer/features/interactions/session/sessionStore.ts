import { create } from "zustand";
import { toFailure, type Failure } from "../../../../shared/errors.ts";
import type { SessionTotals, SessionTurn } from "../../../../shared/schemas/session.ts";
import { api, watch, type Parts } from "../../../api.ts";
import { followChanges } from "../list/followChanges.ts";

type SessionState = {
  session: string | null;
  /** How many turns there are; null: not known yet. */
  total: number | null;
  /** Those near the screen, by their place from 0. */
  turns: ReadonlyMap<number, SessionTurn>;
  totals: SessionTotals | null;
  failure: Failure | null;
  open(session: string, at: number): void;
  /** The turns from `first` to `last` are on the screen. */
  need(first: number, last: number): void;
  follow(): () => void;
};

const pageTurns = 50;
/** Turns that lie further from the screen than this are forgotten. */
const keptAround = 500;

/** One conversation, of which the turns near the screen are held. */
export function createSessionStore({ api, watch, batchMs = 300 }: Parts & { batchMs?: number }) {
  let asking = new AbortController();
  let wanted: { first: number; last: number } | null = null;
  let isReading = false;
  return create<SessionState>()((set, get) => {
    /** The first of the wanted turns that is not there. */
    function firstMissing(): number | null {
      const { total, turns } = get();
      if (!wanted) return null;
      const last = total === null ? wanted.first : Math.min(wanted.last, total - 1);
      for (let at = wanted.first; at <= last; at++) if (!turns.has(at)) return at;
      return null;
    }

    async function fill(): Promise<void> {
      const { session } = get();
      if (isReading || session === null) return;
      isReading = true;
      const { signal } = asking;
      try {
        for (let at = firstMissing(); at !== null; at = firstMissing()) {
          // Upwards a whole page is missing as a rule, downwards what follows.
          const from = get().turns.has(at + 1) || !wanted ? at : Math.max(0, Math.min(at, wanted.first));
          const page = await api.interactions.session({ session, from, limit: pageTurns }, signal);
          if (signal.aborted) return;
          const turns = new Map([...get().turns].filter(([place]) => !wanted || (place >= wanted.first - keptAround && place <= wanted.last + keptAround)));
          page.turns.forEach((turn, n) => turns.set(page.from + n, turn));
          set({ total: page.total, turns, failure: null });
          if (page.turns.length === 0) break;
        }
      } catch (error) {
        if (!signal.aborted) set({ failure: toFailure(error) });
      } finally {
        if (!signal.aborted) isReading = false;
      }
    }

    async function readTotals(): Promise<void> {
      const { session } = get();
      if (session === null) return;
      const { signal } = asking;
      try {
        const totals = await api.interactions.sessionTotals({ session }, signal);
        if (!signal.aborted) set({ totals, total: totals.turns });
      } catch (error) {
        if (!signal.aborted) set({ failure: toFailure(error) });
      }
    }

    return {
      session: null,
      total: null,
      turns: new Map(),
      totals: null,
      failure: null,
      open(session, at) {
        if (get().session === session && get().total !== null) return;
        asking.abort();
        asking = new AbortController();
        isReading = false;
        wanted = { first: Math.max(0, at - 5), last: at + 10 };
        set({ session, total: null, turns: new Map(), totals: null, failure: null });
        void fill();
        void readTotals();
      },
      need(first, last) {
        wanted = { first, last };
        void fill();
      },
      follow: () =>
        followChanges({
          watch,
          batchMs,
          onStart() {
            if (get().failure) void readTotals().then(fill);
          },
          onChanges(changes) {
            const { session, turns } = get();
            if (![...changes.values()].some((change) => change.session === session)) return;
            set({ turns: new Map([...turns].filter(([, { interaction }]) => !changes.has(interaction.id))) });
            void readTotals().then(fill);
          },
        }),
    };
  });
}

export const useSession = createSessionStore({ api, watch });
