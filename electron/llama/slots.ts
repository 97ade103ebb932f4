import { createChanges } from "../../shared/rpc/changes.ts";

/** One request's place: in the line (`slot` null) until it has a slot. `mostBusy` counts the slots busy at one time, its own included. */
export type Turn = { slot: number | null; mostBusy: number; choose: (free: number[]) => number };

/** Gives out `count` slots, in the order of coming; which of the free ones, each turn chooses itself (without a choice, the lowest). */
export function createSlots(count: number) {
  const free = Array.from({ length: count }, (_, slot) => slot);
  const line: Turn[] = [];
  const busy = new Set<Turn>();
  const moves = createChanges();

  function give(turn: Turn): void {
    turn.slot = turn.choose(free);
    free.splice(free.indexOf(turn.slot), 1);
    busy.add(turn);
    for (const each of busy) each.mostBusy = Math.max(each.mostBusy, busy.size);
  }

  return {
    busy: () => busy.size,

    /** `choose` gets the free slots in order, at least one, when it is the turn's time. */
    enter(choose: Turn["choose"] = (among) => among[0]!): Turn {
      const turn: Turn = { slot: null, mostBusy: 0, choose };
      if (free.length > 0) give(turn);
      else line.push(turn);
      return turn;
    },

    /** Yields how many stand before `turn`, at once and whenever the line moved, until it has its slot. Throws when `signal` aborts. */
    async *wait(turn: Turn, signal: AbortSignal): AsyncGenerator<number> {
      if (turn.slot !== null) return;
      for await (const _ of moves.each(signal)) {
        if (turn.slot !== null) return;
        yield line.indexOf(turn);
      }
      signal.throwIfAborted();
    },

    /** Gives the slot, or the place in the line, back. */
    leave(turn: Turn): void {
      if (turn.slot === null) line.splice(line.indexOf(turn), 1);
      else {
        busy.delete(turn);
        free.push(turn.slot);
        free.sort((a, b) => a - b);
        const next = line.shift();
        if (next) give(next);
      }
      moves.notify();
    },
  };
}
export type Slots = ReturnType<typeof createSlots>;
