import type { Report } from "../../jobs/jobs.ts";
import type { PullRecord } from "./pullRecord.ts";
import { createSpeedometer } from "./speedometer.ts";

export type PullProgress = ReturnType<typeof createPullProgress>;

/** How far a pull is, over all its files, as its job shows it. */
export function createPullProgress({ record, report, now }: { record: PullRecord; report: Report; now: () => number }) {
  const speedometer = createSpeedometer(now);
  let note: string | undefined;
  /** In files that are whole, and in the one that is fetched now. */
  let wholeBytes = 0;
  let partBytes = 0;

  function totalBytes(): number | null {
    const sizes = record.files.map(({ sizeBytes }) => sizeBytes);
    return sizes.length > 0 && sizes.every((size) => size !== null) ? sizes.reduce((sum, size) => sum + size, 0) : null;
  }

  function show(): void {
    const total = totalBytes();
    const done = wholeBytes + partBytes;
    report({ done, total: total ?? 0, unit: "bytes", ...speedometer.read(total === null ? null : total - done), ...(note !== undefined && { note }) });
  }

  return {
    /** What it does or waits for; undefined: it just fetches. */
    note(text: string | undefined): void {
      note = text;
      show();
    },
    /** `doneBytes` of the current file are there, `fetchedBytes` of them new. */
    part(doneBytes: number, fetchedBytes: number): void {
      partBytes = doneBytes;
      speedometer.add(fetchedBytes);
      show();
    },
    fileDone(sizeBytes: number): void {
      wholeBytes += sizeBytes;
      partBytes = 0;
      show();
    },
    fetchedBytes: speedometer.fetchedBytes,
  };
}
