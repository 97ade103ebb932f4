import { createChanges } from "../../shared/rpc/changes.ts";

/** A step of at least this much is worth a message. */
const smallestStep = 0.01;

/** Runs `work` and yields the progress that it reports, from 0 to 1, newest only; returns what `work` gives. */
export async function* reportProgress<T>(work: (report: (progress: number) => void) => Promise<T>, signal: AbortSignal): AsyncGenerator<{ type: "progress"; progress: number }, T> {
  const changes = createChanges();
  let progress = 0;
  let isDone = false;
  const result = work((reported) => {
    if (reported < progress + smallestStep) return;
    progress = reported;
    changes.notify();
  }).finally(() => {
    isDone = true;
    changes.notify();
  });
  result.catch(() => {});
  for await (const _ of changes.each(signal)) {
    if (isDone) break;
    yield { type: "progress", progress };
  }
  return result;
}
