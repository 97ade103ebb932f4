import type { Timings } from "../../../shared/schemas/chat.ts";

/** Takes the times of one request, from now on, by the monotonic clock. */
export function createStopwatch() {
  const startedAt = performance.now();
  let askedAt: number | null = null;
  let slotAt: number | null = null;
  let firstTokenAt: number | null = null;
  let lastTokenAt: number | null = null;
  let exact: { promptMs: number; generationMs: number } | null = null;
  const between = (from: number | null, to: number | null) => (from === null || to === null ? null : to - from);

  return {
    loadMs: null as number | null,
    /** The model was asked. */
    asked: () => void (askedAt = performance.now()),
    /** A slot was given. */
    started: () => void (slotAt = performance.now()),
    /** Tokens came. */
    moved(): void {
      lastTokenAt = performance.now();
      firstTokenAt ??= lastTokenAt;
    },
    /** The model's process has measured itself. */
    measured: (measured: { promptMs: number; generationMs: number }) => void (exact = measured),

    /** The first token counts to the prompt: the speed is that of the others. */
    timings(completionTokens: number): Timings & { totalMs: number } {
      const generationMs = exact?.generationMs ?? between(firstTokenAt, lastTokenAt);
      return {
        queueMs: between(askedAt, slotAt),
        loadMs: this.loadMs,
        promptMs: exact?.promptMs ?? between(slotAt, firstTokenAt),
        firstTokenMs: between(startedAt, firstTokenAt),
        generationMs,
        totalMs: performance.now() - startedAt,
        tokensPerSecond: completionTokens > 1 && generationMs ? ((completionTokens - 1) / generationMs) * 1000 : null,
      };
    },
  };
}
