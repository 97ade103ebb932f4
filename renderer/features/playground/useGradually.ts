import { useEffect, useState } from "react";

const first = 12;
const step = 12;

/** How many of `total` parts to draw, counted from the end: a few at once, the others as the page finds time. */
export function useGradually(total: number, of: unknown): number {
  const [drawn, setDrawn] = useState({ of, count: first });
  const count = drawn.of === of ? drawn.count : first;
  useEffect(() => {
    if (count >= total) return;
    const handle = requestIdleCallback(() => setDrawn({ of, count: count + step }), { timeout: 500 });
    return () => cancelIdleCallback(handle);
  }, [count, total, of]);
  return Math.min(count, total);
}
