import { AppError } from "../../../../shared/errors.ts";
import type { Retention, RetentionPreview, RetentionShare } from "../../../../shared/schemas/retention.ts";
import { monthOf } from "../../interactions/ids.ts";
import { archivedMonthsOf, archivePath, monthPath, monthsOf } from "../../interactions/logFiles.ts";
import { openMonthForCare, type MonthForCare } from "./monthForCare.ts";
import { endedBelow, keptIds, onlyNow, ruleCondition, type Condition } from "./retentionSql.ts";

/** Which rows of a month go: all that a condition finds and that is not kept; they are `share` of its rows, 0 to 1. */
export type MonthPicks = { month: string; conditions: Condition[]; share: number };
/** `picks` are oldest first; months of `preview.wholeMonths` are not among them, but `inWholeMonths` interactions are in those. */
export type RetentionPlan = { preview: RetentionPreview; picks: MonthPicks[]; inWholeMonths: number };

const examplesPerRule = 3;
/** What the rule on the log's size is called in a preview. */
export const sizeRuleName = "Size of the log";

/** Works out what a retention would take now, and takes nothing. */
export function* planRetention({ logFolder, retention, now }: { logFolder: string; retention: Retention; now: number }): Generator<RetentionPlan> {
  const kept = keptIds(retention.keep);
  const rules = retention.rules.map((rule, index) => ({ name: rule.name, condition: ruleCondition(rule, now, `r${index}`) }));
  const shares = new Map<string, RetentionShare>([...retention.rules.map(({ name }) => name), ...(retention.maxLogBytes === null ? [] : [sizeRuleName])].map((name) => [name, emptyShare(name)]));
  const months = openAll(logFolder);
  try {
    const logBytes = months.reduce((sum, { usedBytes }) => sum + usedBytes, 0);
    const planned = months.map((month) => {
      const conditions: Condition[] = [];
      let taken = 0;
      for (const { name, condition } of rules) {
        const only = onlyNow(condition, conditions);
        const count = month.count(only, kept);
        if (count > 0) {
          add(shares.get(name)!, month, only, kept, count);
          conditions.push(condition);
        }
        taken += count;
      }
      return { month, conditions, taken };
    });
    let tooMany = retention.maxLogBytes === null ? 0 : logBytes - planned.reduce((sum, { month, taken }) => sum + taken * month.bytesPerRow, 0) - retention.maxLogBytes;
    for (const each of planned) {
      if (tooMany <= 0) break;
      const { month, conditions } = each;
      const only = onlyNow(endedBelow("int~", "z"), conditions);
      const left = month.count(only, kept);
      const needed = Math.ceil(tooMany / month.bytesPerRow);
      if (left === 0) continue;
      const condition = needed >= left ? endedBelow("int~", "z") : endedBelow(month.nth(only, kept, needed), "z");
      const count = Math.min(needed, left);
      add(shares.get(sizeRuleName)!, month, onlyNow(condition, conditions), kept, count);
      each.conditions = [...conditions, condition];
      each.taken += count;
      tooMany -= count * month.bytesPerRow;
    }
    const touched = planned.filter(({ taken }) => taken > 0);
    const isWhole = ({ month, taken }: (typeof planned)[number]) => month.month < monthOf(now) && taken === month.rows;
    yield {
      preview: {
        shares: [...shares.values()],
        interactions: touched.reduce((sum, { taken }) => sum + taken, 0),
        bytes: Math.round(touched.reduce((sum, { month, taken }) => sum + taken * month.bytesPerRow, 0)),
        wholeMonths: touched.filter(isWhole).map(({ month }) => month.month),
        logInteractions: months.reduce((sum, { rows }) => sum + rows, 0),
        logBytes,
      },
      inWholeMonths: touched.filter(isWhole).reduce((sum, { taken }) => sum + taken, 0),
      picks: touched.filter((each) => !isWhole(each) && !each.month.isArchived).map(({ month, conditions, taken }) => ({ month: month.month, conditions, share: taken / month.rows })),
    };
  } finally {
    for (const month of months) month.close();
  }
}

/** Oldest first. What can't be read is left out: of that the person was told. */
function openAll(logFolder: string): MonthForCare[] {
  const open = monthsOf(logFolder).map((month) => ({ month, path: monthPath(logFolder, month), isArchived: false }));
  const archived = archivedMonthsOf(logFolder).map((month) => ({ month, path: archivePath(logFolder, month), isArchived: true }));
  return [...open, ...archived]
    .sort((a, b) => (a.month < b.month ? -1 : 1))
    .flatMap((file) => {
      try {
        return openMonthForCare(file) ?? [];
      } catch (error) {
        if (error instanceof AppError && error.code === "database-corrupt") return [];
        throw error;
      }
    });
}

const emptyShare = (name: string): RetentionShare => ({ name, interactions: 0, bytes: 0, oldest: null, newest: null, examples: [] });

function add(share: RetentionShare, month: MonthForCare, condition: Condition, kept: Condition | null, count: number): void {
  const { oldest, newest } = month.bounds(condition, kept);
  share.interactions += count;
  share.bytes = Math.round(share.bytes + count * month.bytesPerRow);
  share.oldest ??= oldest;
  share.newest = newest ?? share.newest;
  if (share.examples.length < examplesPerRule) share.examples.push(...month.examples(condition, kept, examplesPerRule - share.examples.length));
}
