/** A step of the scale, in which a latency is at most 1% off. */
const step = Math.log(1.01);
/** Up to 300 years. */
const steps = 3000;

/** The latency under which `share` of them lie (nearest rank), of a sorted list; null: there is none. */
export function percentileOf(sortedMs: ArrayLike<number>, share: number): number | null {
  if (sortedMs.length === 0) return null;
  return sortedMs[Math.max(0, Math.ceil(sortedMs.length * share) - 1)]!;
}

/** Latencies counted on a scale with steps of 1%, so that any number of them takes little memory. */
export function createLatencyScale() {
  const counts = new Uint32Array(steps);
  let total = 0;
  return {
    add(ms: number): void {
      counts[ms < 1 ? 0 : Math.min(steps - 1, 1 + Math.round(Math.log(ms) / step))]!++;
      total++;
    },
    /** Within 1%; below 1 ms it is 0. */
    percentile(share: number): number | null {
      const rank = Math.ceil(total * share);
      let seen = 0;
      for (let at = 0; at < steps && total > 0; at++) {
        seen += counts[at]!;
        if (seen >= rank) return at === 0 ? 0 : Math.exp((at - 1) * step);
      }
      return null;
    },
  };
}
