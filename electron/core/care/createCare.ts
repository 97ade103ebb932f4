import type { Database } from "better-sqlite3";
import { join } from "node:path";
import type { CoreContract } from "../../../shared/contract.ts";
import type { Services } from "../../../shared/rpc/contract.ts";
import type { AuditVia } from "../../../shared/schemas/audit.ts";
import type { InteractionLog } from "../interactions/interactionLog.ts";
import type { Jobs } from "../jobs/jobs.ts";
import { createAudit } from "./audit/createAudit.ts";
import { createBackups } from "./backup/createBackups.ts";
import type { CareSettings } from "./careSettings.ts";
import { createOneAtATime } from "./oneAtATime.ts";
import type { RedactionSetting } from "./redaction/createRedaction.ts";
import { createRemovals } from "./remove/createRemovals.ts";
import { createRetention } from "./retention/createRetention.ts";
import { startDaily } from "./retention/daily.ts";
import { resultOf } from "./thread/runTask.ts";

type Parts = {
  db: Database;
  log: InteractionLog;
  jobs: Jobs;
  settings: CareSettings;
  redaction: RedactionSetting;
  /** The thread's entry. */
  entry: string;
  dataFolder: string;
  /** Tapedeck's version. */
  tapedeck: string;
  now: () => number;
};

/** Care of the log: what is kept and for how long, what is taken out, backups, sizes, and the list of who did what. */
export function createCare({ db, log, jobs, settings, redaction, entry, dataFolder, tapedeck, now }: Parts) {
  const audit = createAudit({ db, now });
  const turns = createOneAtATime();
  const shared = { jobs, turns, audit, entry, now };
  const retention = createRetention({ ...shared, settings: settings.retention, log, logFolder: join(dataFolder, "log") });
  const removals = createRemovals({ ...shared, log, redaction });
  const backups = createBackups({ ...shared, db, dataFolder, tapedeck });

  return {
    /** The service for those who come that way; the list of deeds names it. */
    servedTo: (via: AuditVia): Services<CoreContract>["care"] => ({
      retention: () => retention.get(),
      setRetention(input) {
        retention.set(input, via);
        return retention.get();
      },
      previewRetention: ({ retention: draft }, signal) => retention.preview(draft, signal),
      applyRetention: () => ({ jobId: retention.apply(via).id }),
      removeInteractions: (request, signal) => removals.remove(request, via, signal),
      async tagInteractions({ ids, add, remove }, signal) {
        const changed = await log.tag(ids, { add, remove }, signal);
        if (changed.length > 0) audit.add({ via, action: "tag", details: { ids: changed, names: [...add, ...remove], note: `${changed.length} tagged anew` } });
        return { changed: changed.length };
      },
      redaction: () => redaction.get(),
      setRedaction(input) {
        redaction.set(input);
        audit.add({ via, action: "set-redaction", details: { names: [...input.kinds, ...input.rules.map(({ name }) => name)] } });
        return redaction.get();
      },
      tryRedaction: (input) => redaction.try(input),
      backup: ({ path }) => ({ jobId: backups.make(path, via).id }),
      backups: () => backups.list(),
      verifyBackup: ({ path }) => ({ jobId: backups.verify(path).id }),
      restoreBackup: ({ path, into }) => ({ jobId: backups.restore(path, into, via).id }),
      sizes: (_input, signal) => resultOf(entry, "measureSizes", { dataFolder }, signal),
      audit: (request) => audit.page(request),
    }),
    /** Applies the retention once a day where that is turned on; gives its stop. */
    startDaily: () => startDaily({ isWanted: () => retention.get().isDaily, lastAt: settings.lastRetentionAt, apply: () => void retention.apply("schedule"), now }),
  };
}
