import type { Retention } from "../../../../shared/schemas/retention.ts";
import { monthPath } from "../../interactions/logFiles.ts";
import { openMonthForCare } from "./monthForCare.ts";
import type { MonthPicks } from "./planRetention.ts";
import { keptIds } from "./retentionSql.ts";

const idsAtOnce = 500;

/** The ids that a plan takes, oldest first, in slices. What was tagged or commented on since the plan was made is kept. */
export function* pickIds({ logFolder, picks, keep }: { logFolder: string; picks: MonthPicks[]; keep: Retention["keep"] }): Generator<string[]> {
  const kept = keptIds(keep);
  for (const { month, conditions } of picks) {
    const opened = openMonthForCare({ month, path: monthPath(logFolder, month), isArchived: false });
    try {
      for (const condition of conditions) {
        for (let after = ""; opened; ) {
          const ids = opened.idsAfter(after, condition, kept, idsAtOnce);
          if (ids.length === 0) break;
          yield ids;
          after = ids.at(-1)!;
        }
      }
    } finally {
      opened?.close();
    }
  }
}
