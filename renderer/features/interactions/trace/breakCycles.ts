/**
 * Takes every cycle of `parent` (an index each, -1: none) apart: those on it stand at the top, and `onCycle` is told of each. What
 * hangs below a cycle stays below.
 */
export function breakCycles(parent: Int32Array, onCycle: (index: number) => void): void {
  /** 0: not seen; else the number of the walk that saw it. */
  const seenIn = new Int32Array(parent.length);
  for (let start = 0; start < parent.length; start++) {
    const walk = start + 1;
    let at = start;
    while (at >= 0 && seenIn[at] === 0) {
      seenIn[at] = walk;
      at = parent[at]!;
    }
    // The walk came back to where it had been itself: from there on it is a cycle.
    while (at >= 0 && seenIn[at] === walk && parent[at]! >= 0) {
      const next = parent[at]!;
      parent[at] = -1;
      onCycle(at);
      at = next;
    }
  }
}
