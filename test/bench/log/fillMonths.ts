import { createIds, monthOf } from "../../../electron/core/interactions/ids.ts";
import { prepareInteraction } from "../../../electron/core/interactions/ingest/prepareInteraction.ts";
import { monthPath } from "../../../electron/core/interactions/logFiles.ts";
import { openMonth, type OpenMonth } from "../../../electron/core/interactions/writing/openMonth.ts";
import { createRepeats } from "../../../electron/core/interactions/bodies/repeats.ts";
import { createRunningTexts } from "../../../electron/core/interactions/writing/runningTexts.ts";
import { sampleCalls } from "./sampleCalls.ts";

/** node fillMonths.ts LOG_FOLDER FROM TO STARTED_AT EVERY_MS: writes those calls with the product's own statements, for whole months. */
const [logFolder = "", from = "", to = "", startedAt = "", everyMs = ""] = process.argv.slice(2);
const rowsPerCommit = 2000;

const newId = createIds();
const repeats = createRepeats();
let open: { name: string; month: OpenMonth } | undefined;

function monthFor(name: string): OpenMonth {
  if (open?.name === name) return open.month;
  finish();
  const month = openMonth({ path: monthPath(logFolder, name), durability: "normal", repeats, texts: createRunningTexts(), report: () => {} });
  // What is cut short is made anew.
  month.db.pragma("synchronous = OFF");
  month.db.pragma("cache_size = -200000");
  open = { name, month };
  return month;
}
function finish(): void {
  open?.month.db.pragma("wal_checkpoint(TRUNCATE)");
  open?.month.db.close();
}

let batch: ReturnType<typeof prepareInteraction>[] = [];
let batchMonth = "";
function write(): void {
  if (batch.length === 0) return;
  const month = monthFor(batchMonth);
  month.inTransaction(() => batch.map((item) => month.interactions.put(item, false)));
  batch = [];
  process.send?.("wrote");
}
for (const call of sampleCalls(Number(from), Number(to), Number(startedAt), Number(everyMs))) {
  const name = monthOf(call.createdAt);
  if (batch.length >= rowsPerCommit || name !== batchMonth) write();
  batchMonth = name;
  batch.push(prepareInteraction(call, newId(call.createdAt), repeats));
}
write();
finish();
