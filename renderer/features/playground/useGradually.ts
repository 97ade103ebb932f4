import { useEffect, useState } from "react";

/** How many of `total` parts of something (`of`) to draw: `step` at once, the others step by step as the page finds time. */
export function useGradually(total: number, of: unknown, step = 12): number {
  const [drawn, setDrawn] = useState({ of, count: step });
  const count = drawn.of === of ? drawn.count : step;
  useEffect(() => {
    if (count >= total) return;
    const handle = requestIdleCallback(() => setDrawn({ of, count: count + step }), { timeout: 500 });
    return () => cancelIdleCallback(handle);
  }, [count, total, of, step]);
  return Math.min(count, total);
}
