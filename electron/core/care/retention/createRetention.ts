import type { AuditVia } from "../../../../shared/schemas/audit.ts";
import type { Retention, RetentionPreview } from "../../../../shared/schemas/retention.ts";
import type { InteractionLog } from "../../interactions/interactionLog.ts";
import type { Jobs } from "../../jobs/jobs.ts";
import type { Audit } from "../audit/createAudit.ts";
import type { CareSettings } from "../careSettings.ts";
import type { OneAtATime } from "../oneAtATime.ts";
import { removeSlowly } from "../remove/removeSlowly.ts";
import { startAlone } from "../startAlone.ts";
import type { MonthPicks } from "./planRetention.ts";
import { resultOf, runTask } from "../thread/runTask.ts";

const dayMs = 24 * 60 * 60 * 1000;
const mergedFromShare = 0.02;

type Parts = {
  settings: CareSettings["retention"];
  log: Pick<InteractionLog, "remove" | "drop">;
  jobs: Jobs;
  turns: OneAtATime;
  audit: Audit;
  /** The thread's entry. */
  entry: string;
  logFolder: string;
  now: () => number;
};

/** Takes away what the rules say, and only what they said when it was looked through. */
export function createRetention({ settings, log, jobs, turns, audit, entry, logFolder, now }: Parts) {
  const plan = (retention: Retention, signal: AbortSignal) => resultOf(entry, "planRetention", { logFolder, retention, now: now() }, signal);

  async function apply(retention: Retention, via: AuditVia, signal: AbortSignal, report: (done: number, total: number, note?: string) => void): Promise<void> {
    report(0, 0, "Looking for what is to go");
    const { preview, picks, inWholeMonths } = await plan(retention, signal);
    const total = preview.interactions;
    const names = retention.rules.map(({ name }) => name);
    // First, so that it stands there also where core is killed meanwhile.
    if (total > 0) audit.add({ via, action: "retention", details: { names, months: preview.wholeMonths, note: `begun with ${total} to go` } });
    for (const month of preview.wholeMonths) {
      signal.throwIfAborted();
      await log.drop(month);
      audit.add({ via, action: "drop-month", details: { months: [month], names } });
    }
    let dropped = inWholeMonths;
    report(dropped, total);
    const ids: string[] = [];
    try {
      for await (const slice of runTask(entry, "pickIds", { logFolder, picks, keep: retention.keep }, signal)) {
        for await (const removed of removeSlowly(log, slice, signal)) {
          dropped += removed.length;
          if (ids.length < 100) ids.push(...removed);
          report(Math.min(dropped, total), total);
        }
      }
      report(dropped, total, "Removing spans of traces that are gone, and giving back the space of full text");
      for await (const _ of runTask(entry, "tidyMonths", { logFolder, months: mergedMonths(retention, picks), spansBefore: spansBefore(retention, now()) }, signal)) signal.throwIfAborted();
    } finally {
      if (total > 0) audit.add({ via, action: "retention", interactions: dropped, details: { names, ids, months: preview.wholeMonths, ...(signal.aborted && { note: "cancelled" }) } });
    }
  }

  return {
    get: () => settings.get(),
    set(retention: Retention, via: AuditVia): void {
      settings.set(retention);
      audit.add({ via, action: "set-retention", details: { names: retention.rules.map(({ name }) => name), note: retention.isDaily ? "applied daily" : "applied only when somebody says so" } });
    },
    /** What the rules given, or else those that are set, would take now. */
    preview: async (retention: Retention | undefined, signal: AbortSignal): Promise<RetentionPreview> => (await plan(retention ?? settings.get(), signal)).preview,
    /** Throws `busy`. */
    apply(via: AuditVia) {
      const retention = settings.get();
      return startAlone({ jobs, turns }, "A retention", { kind: "retention", title: "Apply retention", subject: null }, (signal, report) =>
        apply(retention, via, signal, (done, total, note) => report({ done, total, unit: "interactions", ...(note !== undefined && { note }) })),
      );
    },
  };
}

/** Merging reads and writes all full text of a month: not for a few rows, unless the space must come back now for the size to be right. */
function mergedMonths({ maxLogBytes }: Retention, picks: MonthPicks[]): string[] {
  return picks.filter(({ share }) => maxLogBytes !== null || share >= mergedFromShare).map(({ month }) => month);
}

/** Spans have neither status nor tags of their own that a rule could ask for: they go by the rules that take everything of an age. */
function spansBefore({ rules }: Retention, now: number): number | null {
  const ages = rules.filter(({ statuses, tags }) => statuses.length === 0 && tags.length === 0).map(({ olderThanDays }) => olderThanDays);
  return ages.length === 0 ? null : now - Math.min(...ages) * dayMs;
}
