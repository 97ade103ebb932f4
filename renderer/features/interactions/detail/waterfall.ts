import type { Timings } from "../../../../shared/schemas/chat.ts";

/** A stretch of a request's time; `isWaiting`: nothing was computed for it. */
export type Phase = { name: string; startMs: number; durationMs: number; isWaiting: boolean };
export type Waterfall = { phases: Phase[]; totalMs: number; firstTokenMs: number | null };

/** Parts shorter than this share of the whole, and than a millisecond, are not worth a line of their own. */
const leastShare = 0.01;

/**
 * Where the time of a request went, in its order: load, prepare (template and tokens), queue, prompt, answer, finish. What
 * the clocks leave open lies between the measured parts; every part begins where the one before ended, at the earliest.
 */
export function waterfall({ loadMs, queueMs, promptMs, firstTokenMs, generationMs, totalMs }: Timings): Waterfall | null {
  if (totalMs === null) return null;
  const phases: Phase[] = [];
  let at = 0;
  const add = (name: string, durationMs: number | null, isWaiting: boolean, startMs = at) => {
    if (durationMs === null) return;
    const start = Math.min(Math.max(startMs, at), totalMs);
    const duration = Math.min(Math.max(durationMs, 0), totalMs - start);
    phases.push({ name, startMs: start, durationMs: duration, isWaiting });
    at = start + duration;
  };
  // Of a call elsewhere no more is known than when its first token came.
  if (firstTokenMs !== null && [loadMs, queueMs, promptMs].every((ms) => ms === null)) {
    add("first token", firstTokenMs, true);
    add("answer", generationMs ?? totalMs - firstTokenMs, false);
    return { phases, totalMs, firstTokenMs };
  }
  const isWorth = (durationMs: number) => durationMs >= 1 && durationMs / totalMs >= leastShare;
  if (loadMs !== null && loadMs > 0) add("load", loadMs, false);
  const promptStart = firstTokenMs !== null && promptMs !== null ? firstTokenMs - promptMs : null;
  const queueStart = promptStart !== null && queueMs !== null ? promptStart - queueMs : null;
  if (queueStart !== null && isWorth(queueStart - at)) add("prepare", queueStart - at, false);
  add("queue", queueMs, true, queueStart ?? at);
  add("prompt", promptMs, false, promptStart ?? at);
  add("answer", generationMs, false, firstTokenMs ?? at);
  if (phases.length > 0 && isWorth(totalMs - at)) add("finish", totalMs - at, false);
  return { phases, totalMs, firstTokenMs };
}
