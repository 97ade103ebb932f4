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

    /** The first turn behind `at` that is there, as far as a page. */
    function knownAfter(at: number): number {
      let next = at + 1;
      while (next < at + pageTurns && !get().turns.has(next)) next++;
      return next;
    }

    async function fill(): Promise<void> {
      const { session } = get();
      if (isReading || session === null) return;
      isReading = true;
      const { signal } = asking;
      try {
        for (let at: number | null = firstMissing(), isAgain = false; at !== null; ) {
          // Where one scrolls up, the page ends where the known turns begin; one that was cut short of it is asked for from there.
          const gap: number = knownAfter(at) - at;
          const from: number = gap < pageTurns && !isAgain ? Math.max(0, at + gap - pageTurns) : at;
          const page = await api.interactions.session({ session, from, limit: pageTurns }, signal);
          if (signal.aborted) return;
          const turns = new Map([...get().turns].filter(([place]) => !wanted || (place >= wanted.first - keptAround && place <= wanted.last + keptAround)));
          page.turns.forEach((turn, n) => turns.set(page.from + n, turn));
          set({ total: page.total, turns, failure: null });
          const next = firstMissing();
          if (next === at && from === at) break;
          isAgain = next === at;
          at = next;
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
