import type { NewInteraction, Outcome, Recorder } from "../../electron/core/interactions/recording.ts";

export type RecordedRow = { id: string; start: NewInteraction; outcome: Outcome | null; progress: { output: string; tokens: number }[] };

/** A recorder that keeps its rows in memory. `events` tells what it was asked in order; `commit` may hold a row's commit back, or fail it. */
export function memoryRecorder(commit: (id: string) => Promise<void> = async () => {}) {
  const rows: RecordedRow[] = [];
  const events: string[] = [];
  const rowOf = (id: string) => rows.find((row) => row.id === id)!;
  const recorder: Recorder = {
    begin(start) {
      const id = `int_${rows.length + 1}`;
      rows.push({ id, start, outcome: null, progress: [] });
      events.push("begin");
      return { id, committed: commit(id).then(() => void events.push("committed")) };
    },
    progress(id, output, tokens) {
      rowOf(id).progress.push({ output, tokens });
      events.push("progress");
    },
    async finish(id, outcome) {
      rowOf(id).outcome = outcome;
      events.push("finish");
    },
  };
  return { recorder, rows, events, last: () => rows.at(-1)! };
}
