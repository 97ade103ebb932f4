import type { CoreContract } from "../../shared/contract.ts";
import { AppError } from "../../shared/errors.ts";
import type { Services } from "../../shared/rpc/contract.ts";
import { noRedaction } from "../../shared/schemas/redaction.ts";
import { defaultRetention } from "../../shared/schemas/retention.ts";

/** Care of a log in memory: remembers what is set, and has nothing to take away. */
export function createFakeCare(): Services<CoreContract>["care"] {
  let retention = defaultRetention;
  let redaction = noRedaction;
  const absent = (): never => {
    throw new AppError("bad-request", "This core in memory keeps no files.");
  };
  return {
    retention: () => retention,
    setRetention: (next) => (retention = next),
    previewRetention: () => ({ shares: [], interactions: 0, bytes: 0, wholeMonths: [], logInteractions: 0, logBytes: 0 }),
    applyRetention: absent,
    tagInteractions: ({ ids }) => ({ changed: ids.length }),
    removeInteractions: ({ ids }) => ({ interactions: ids?.length ?? 0, jobId: null }),
    redaction: () => redaction,
    setRedaction: (next) => (redaction = next),
    tryRedaction: ({ text }) => ({ text, counts: {} }),
    backup: absent,
    backups: () => [],
    verifyBackup: absent,
    restoreBackup: absent,
    sizes: () => ({ files: [], totalBytes: 0, otherBytes: 0, freeDiskBytes: 0 }),
    audit: () => ({ entries: [], next: null }),
  };
}
