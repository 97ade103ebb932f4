import type { Job } from "../../../shared/schemas/job.ts";
import { formatBytes, formatCount, formatTimeLeft } from "../../format.ts";

/** How far a job is, 0 to 1; null: not known. */
export function shareOf({ progress }: Job): number | null {
  return progress && progress.total > 0 ? progress.done / progress.total : null;
}

/** How far all of them are together; null where none knows. */
export function shareOfAll(jobs: readonly Job[]): number | null {
  const shares = jobs.map(shareOf).filter((share) => share !== null);
  return shares.length === 0 ? null : shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/** Milliseconds left at the pace so far; null in the first second, or where nothing is known. */
export function timeLeftMs(job: Job, now: number): number | null {
  const share = shareOf(job);
  const elapsedMs = now - job.startedAt;
  if (share === null || share <= 0 || elapsedMs < 1000) return null;
  return (elapsedMs / share) * (1 - share);
}

const amount = (value: number, unit: string) => (unit === "bytes" ? formatBytes(value) : formatCount(value));

/** "148 of 240", "0.8 cases/s", "1 min 55 s left": as far as they are known. */
export function jobFacts(job: Job, now: number): string[] {
  const { progress, startedAt } = job;
  if (!progress) return [];
  const seconds = ((job.endedAt ?? now) - startedAt) / 1000;
  const pace = progress.done / seconds;
  const left = job.state === "running" ? timeLeftMs(job, now) : null;
  const isBytes = progress.unit === "bytes";
  return [
    `${amount(progress.done, progress.unit)} of ${amount(progress.total, progress.unit)}${isBytes ? "" : ` ${progress.unit}`}`,
    ...(seconds >= 1 && pace > 0 ? [isBytes ? `${formatBytes(pace)}/s` : `${pace < 10 ? pace.toFixed(1) : formatCount(pace)} ${progress.unit}/s`] : []),
    ...(left === null ? [] : [`${formatTimeLeft(left)} left`]),
  ];
}
