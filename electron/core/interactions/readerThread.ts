import type { MessagePort } from "node:worker_threads";
import { AppError, toFailure, type Failure } from "../../../shared/errors.ts";
import type { Interaction, InteractionPage, ListRequest } from "../../../shared/schemas/interaction.ts";
import { storageFailure } from "../storage/storageFailure.ts";
import type { FilterClock } from "./filterTimes.ts";
import { monthOfId } from "./ids.ts";
import { listWhere } from "./listWhere.ts";
import { createReadableMonths } from "./readableMonths.ts";
import { summaryOf, type InteractionRow } from "./rows.ts";
import { createDetailReads, type DetailReads } from "./traces/detailReads.ts";

export type Reads = DetailReads & {
  get: { input: { id: string }; output: Interaction };
  list: { input: ListRequest & FilterClock; output: InteractionPage };
  count: { input: Pick<ListRequest, "filter" | "text" | "status"> & FilterClock; output: { total: number } };
  replaysOf: { input: { id: string }; output: Interaction[] };
};
export type ReadMessage = { read: keyof Reads; input: never } | { close: true };
export type ReadAnswer = { value: unknown } | { failure: Failure };

/** Above every id. */
const newest = "int~";
/** A thousand replays are graded at a time; of more, the newest are shown. */
const shownReplays = 1000;

/** The thread that reads the log, so that a search never delays a request. Answers in the order that it is asked. */
export function runReader(port: MessagePort, { logFolder }: { logFolder: string }): void {
  const months = createReadableMonths(logFolder);

  function get({ id }: { id: string }): Interaction {
    const found: InteractionRow[] = [];
    const only = monthOfId(id);
    for (const reader of only === null ? months.newestFirst() : [months.of(only)]) {
      found.push(...(reader?.starting(id) ?? []));
      if (found.length > 1) break;
    }
    const row = found.find((each) => each.id === id) ?? found[0];
    if (!row) throw new AppError("not-found", `There is no interaction ${id.slice(0, 100)}.`, { fix: "Look it up with `tapedeck query --text WORDS`, or on Interactions." });
    if (row.id !== id && found.length > 1) throw new AppError("ambiguous", `${id} is the start of several interactions: ${found[0]!.id} and ${found[1]!.id}, for two.`, { fix: "Give more of the id." });
    return months.of(monthOfId(row.id)!)!.whole(row);
  }

  /** A month is opened only when the newer ones did not fill the page. */
  function list({ cursor, limit, ...request }: ListRequest & FilterClock): InteractionPage {
    const where = listWhere(request, request);
    const from = cursor ? monthOfId(cursor) : null;
    const items: InteractionPage["items"] = [];
    for (const reader of months.newestFirst((month) => from === null || month <= from)) {
      items.push(...reader.list(where, cursor ?? newest, limit + 1 - items.length).map(summaryOf));
      if (items.length > limit) return { items: items.slice(0, limit), next: items[limit - 1]!.id };
    }
    return { items, next: null };
  }

  function replaysOf({ id }: { id: string }): Interaction[] {
    const replays: Interaction[] = [];
    // A replay comes after its original.
    for (const reader of months.newestFirst((month) => month >= (monthOfId(id) ?? ""))) {
      replays.push(...reader.replaysOf(id, shownReplays - replays.length).map(reader.whole));
    }
    return replays;
  }

  function count(request: Reads["count"]["input"]): { total: number } {
    const where = listWhere(request, request);
    let total = 0;
    for (const reader of months.newestFirst()) total += reader.count(where);
    return { total };
  }

  const reads: { [R in keyof Reads]: (input: Reads[R]["input"]) => Reads[R]["output"] } = { ...createDetailReads(months, get), get, list, count, replaysOf };

  port.on("message", (message: ReadMessage) => {
    if ("close" in message) {
      months.close();
      return port.close();
    }
    let answer: ReadAnswer;
    try {
      answer = { value: reads[message.read](message.input) };
    } catch (error) {
      answer = { failure: toFailure(storageFailure(error, logFolder)) };
    }
    port.postMessage(answer);
  });
}
