import { statSync } from "node:fs";
import { join } from "node:path";
import { backedUpFiles } from "../care/backup/backedUpFiles.ts";
import { walCause } from "../care/sizes/walCause.ts";
import type { Finding } from "./finding.ts";

/** How large the databases' write-ahead logs are, and why one does not shrink. */
export function checkWriteAheadLogs(dataFolder: string): Finding {
  const logs = backedUpFiles(dataFolder).map((name) => {
    const sizeBytes = statSync(join(dataFolder, `${name}-wal`), { throwIfNoEntry: false })?.size ?? 0;
    return { name, sizeBytes, cause: walCause(join(dataFolder, name), sizeBytes) };
  });
  const total = logs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const large = logs.find(({ cause }) => cause !== null);
  if (!large) return { state: "ok", found: `${(total / 1e6).toFixed(1)} MB wait to go into the databases.` };
  return { state: "caution", found: `${large.name}-wal has ${(large.sizeBytes / 1e6).toFixed(0)} MB.`, fix: large.cause! };
}
