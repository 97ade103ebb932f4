const dayMs = 24 * 60 * 60 * 1000;
const looksEveryMs = 15 * 60 * 1000;
/** A start is busy enough without it. */
const firstLookMs = 60 * 1000;

type Parts = { isWanted: () => boolean; lastAt: { get(): number; set(at: number): void }; apply: () => void; now: () => number };

/** Applies what is wanted daily once in 24 hours, also over restarts; gives its stop. A clock that was set back counts as a day gone by. */
export function startDaily({ isWanted, lastAt, apply, now }: Parts): () => void {
  const look = () => {
    const age = now() - lastAt.get();
    if (!isWanted() || (age >= 0 && age < dayMs)) return;
    try {
      apply();
      lastAt.set(now());
    } catch {
      // Other work on the log has the turn: the next look finds it still to be done.
    }
  };
  const first = setTimeout(look, firstLookMs).unref();
  const timer = setInterval(look, looksEveryMs).unref();
  return () => {
    clearTimeout(first);
    clearInterval(timer);
  };
}
