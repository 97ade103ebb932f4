/** A task of a page's main thread: how long it took by the clock, and how much of that the processor worked on it. */
export type PageTask = { ms: number; processorMs: number };

type TraceEvent = { name: string; ph: string; ts: number; dur?: number; tdur?: number; pid: number; tid: number; args?: { name?: string } };

/** The tasks of renderers' main threads in a trace of Chromium's, longest first. */
export function readTrace(trace: readonly object[]): PageTask[] {
  const events = trace as readonly TraceEvent[];
  const threads = new Set(events.filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain").map(({ pid, tid }) => `${pid} ${tid}`));
  const tasks = events.filter(({ name, ph, pid, tid }) => ph === "X" && name.endsWith("RunTask") && threads.has(`${pid} ${tid}`));
  return tasks.map(({ dur = 0, tdur = 0 }) => ({ ms: dur / 1000, processorMs: tdur / 1000 })).sort((a, b) => b.ms - a.ms);
}
