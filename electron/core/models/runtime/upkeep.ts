import type { ModelSettings } from "../../../../shared/schemas/model.ts";
import type { ModelRuntime } from "../modelRuntime.ts";

type Parts = {
  runtimes: ReadonlyMap<string, Pick<ModelRuntime, "idleMs" | "unload" | "checkHealth">>;
  settingsOf: (id: string) => ModelSettings | undefined;
  everyMs?: number;
  healthEveryMs?: number;
  answerWithinMs?: number;
};

const minuteMs = 60_000;

/** Unloads models that nobody asked for their time, and looks whether idle processes still answer. */
export function createUpkeep({ runtimes, settingsOf, everyMs = 1000, healthEveryMs = 10_000, answerWithinMs = 5000 }: Parts) {
  let healthAt = performance.now();
  const timer = setInterval(() => {
    for (const [id, runtime] of runtimes) {
      const settings = settingsOf(id);
      const idleMs = runtime.idleMs();
      const keepMinutes = settings?.isPinned ? null : (settings?.keepAliveMinutes ?? null);
      if (idleMs !== null && keepMinutes !== null && idleMs >= keepMinutes * minuteMs) void runtime.unload();
    }
    if (performance.now() - healthAt < healthEveryMs) return;
    healthAt = performance.now();
    for (const runtime of runtimes.values()) void runtime.checkHealth(answerWithinMs);
  }, everyMs).unref();
  return { stop: () => clearInterval(timer) };
}
