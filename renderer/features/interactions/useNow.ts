import { useEffect, useState } from "react";

/** The time in epoch milliseconds, a few times a second while it is asked for. */
export function useNow(isAsked: boolean, intervalMs = 250): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!isAsked) return;
    const timer = setInterval(() => setNow(Date.now()), intervalMs);
    return () => clearInterval(timer);
  }, [isAsked, intervalMs]);
  return now;
}
