import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { firstIdAt } from "../../../electron/core/interactions/ids.ts";
import { FacetField } from "../../../shared/schemas/finding.ts";
import { openTestLog } from "../../helpers/openTestLog.ts";
import { openBareQueries } from "./bareQueries.ts";
import { benchLog, type BenchLog } from "./generate.ts";
import { createRandom } from "./random.ts";
import { measureRequestsBesideSearches } from "./requestsBesideSearches.ts";
import { line, timesOf } from "./times.ts";

const pageRows = 100;
const day = 86_400_000;
const never = new AbortController().signal;
/** What people look for: a state, a model, one person, a tag, one conversation, what was slow, and several at once. The bare condition beside each. */
const filters: [filter: string, where: string][] = [
  ["status = failed", "status = 'failed'"],
  ["model = demo-support-v2", "model = 'demo-support-v2'"],
  ["user = user-700", "user = 'user-700'"],
  ["session = ses_1234", "session = 'ses_1234'"],
  ["tags = tag-25", "id IN (SELECT id FROM interaction_tags WHERE tag = 'tag-25')"],
  ["errorCode = context-exceeded", "error_code = 'context-exceeded'"],
  ["timings.totalMs > 6s", "total_ms > 6000"],
  ["status = failed and model = gpt-small", "status = 'failed' and model = 'gpt-small'"],
];
const words = ["the", "refund", "delivery refund", "RMA-4417", "订单", "parcel account number", "bababa", "nowhereatall"];

/** Lists, facets, words and charts at a million interactions. */
export const measureFinding = async (): Promise<void> => measureLog(await benchLog(1_000_000, 100), 10);

/** `pageGoalMs`: within which 95 of 100 pages should come. */
export async function measureLog({ dataFolder, rows, now }: BenchLog, pageGoalMs: number): Promise<void> {
  const log = await openTestLog(dataFolder, () => now);
  const bare = openBareQueries(dataFolder);
  const random = createRandom(7);
  const cursors = Array.from({ length: 200 }, () => firstIdAt(now - random.next() * 90 * day));
  try {
    console.log(`\nFinding among ${rows.toLocaleString("en")} interactions, ${(logBytes(dataFolder) / rows).toFixed(0)} bytes each on disk, all included; ms:`);
    await log.list({ limit: pageRows }, never);
    console.log(line("pages at any depth", await timesOf(200, (n) => log.list({ limit: pageRows, cursor: cursors[n]! }, never)), await timesOf(200, (n) => bare.page("1", {}, cursors[n]!, pageRows)), `goal: p95 ${pageGoalMs}`));
    const ours: number[] = [];
    for (const [filter, where] of filters) {
      const times = await timesOf(25, (n) => log.list({ limit: pageRows, filter, cursor: cursors[n]! }, never));
      ours.push(...times);
      console.log(line(filter, times, await timesOf(25, (n) => bare.page(where, {}, cursors[n]!, pageRows)), ""));
    }
    console.log(line("filtered pages, all", ours, null, `goal: p95 ${pageGoalMs}`));

    for (const field of FacetField.options) console.log(line(`facet ${field}`, await timesOf(7, () => log.facets({ fields: [field] }, never)), await timesOf(3, () => bare.facet(field)), "goal: 200"));
    for (const filter of ["model = gpt-small", "createdAt > -7d", "status = ok"]) {
      for (const field of ["status", "user", "tags"] as const) console.log(line(`facet ${field}, ${filter}`, await timesOf(7, () => log.facets({ fields: [field], filter }, never)), null, "goal: 200"));
    }
    console.log(line("all facets of a word", await timesOf(7, () => log.facets({ text: "refund" }, never)), null, ""));

    const [newest, ranked]: number[][] = [[], []];
    for (const text of words) {
      const times = await timesOf(25, () => log.list({ text, limit: pageRows }, never));
      newest!.push(...times);
      console.log(line(`newest “${text}”`, times, await timesOf(10, () => bare.text(bareMatch(text), pageRows)), ""));
    }
    console.log(line("newest with words, all", newest!, null, "goal: p95 10"));
    for (const text of words) {
      const times = await timesOf(7, () => log.list({ text, order: "ranked", limit: pageRows }, never));
      ranked!.push(...times);
      console.log(line(`ranked “${text}”`, times, await timesOf(2, () => bare.ranked(bareMatch(text), pageRows)), ""));
    }
    console.log(line("ranked, all", ranked!, null, "goal: p95 300"));

    const week = { from: now - 7 * day, to: now };
    console.log(line("7 days by the hour", await timesOf(15, () => log.aggregate({ ...week, bucketMs: 3_600_000 }, never)), await timesOf(7, () => bare.aggregate(firstIdAt(week.from), 3_600_000)), "goal: 50"));
    console.log(line("7 days by the hour, a model", await timesOf(15, () => log.aggregate({ ...week, bucketMs: 3_600_000, filter: "model = gpt-small" }, never)), null, "goal: 50"));
    console.log(line("90 days by the day", await timesOf(5, () => log.aggregate({ from: now - 90 * day, to: now, bucketMs: day }, never)), null, ""));
  } finally {
    bare.close();
    await log.close();
  }
  await measureRequestsBesideSearches({ dataFolder, now, words });
}

/** The words as they stand, each of which must be there. */
const bareMatch = (text: string) => text.split(" ").map((word) => (/\p{Script=Han}/u.test(word) ? `"${[...word].join(" ")}"` : `"${word}"`)).join(" AND ");

function logBytes(dataFolder: string): number {
  const folder = join(dataFolder, "log");
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}
