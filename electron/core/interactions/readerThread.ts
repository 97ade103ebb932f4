import type { Database } from "better-sqlite3";
import type { MessagePort } from "node:worker_threads";
import { AppError, toFailure, type Failure } from "../../../shared/errors.ts";
import type { Interaction, InteractionPage, ListRequest } from "../../../shared/schemas/interaction.ts";
import { openForReading } from "../storage/openDatabase.ts";
import { storageFailure } from "../storage/storageFailure.ts";
import type { FilterClock } from "./filterSql.ts";
import { monthOfId } from "./ids.ts";
import { listWhere } from "./listWhere.ts";
import { monthPath, monthsOf } from "./logFiles.ts";
import { createMonthReader, type MonthReader } from "./monthReader.ts";
import { summaryOf } from "./rows.ts";

export type Reads = {
  get: { input: { id: string }; output: Interaction };
  list: { input: ListRequest & FilterClock; output: InteractionPage };
  count: { input: Pick<ListRequest, "filter" | "text" | "status"> & FilterClock; output: { total: number } };
  replaysOf: { input: { id: string }; output: Interaction[] };
};
export type ReadMessage = { n: number; read: keyof Reads; input: never };
export type ReadAnswer = { n: number; value: unknown } | { n: number; failure: Failure };

const openAtMost = 12;
/** Above every id. */
const newest = "int~";

/** The thread that reads the log, so that a search never delays a request. */
export function runReader(port: MessagePort, { logFolder }: { logFolder: string }): void {
  const opened = new Map<string, { db: Database; reader: MonthReader }>();

  function readerOf(month: string): MonthReader {
    const known = opened.get(month);
    if (known) return known.reader;
    const db = openForReading(monthPath(logFolder, month));
    const reader = createMonthReader(db);
    opened.set(month, { db, reader });
    const [oldest] = opened;
    if (opened.size > openAtMost) {
      oldest![1].db.close();
      opened.delete(oldest![0]);
    }
    return reader;
  }

  function get({ id }: { id: string }): Interaction {
    const month = monthOfId(id);
    const months = month ? monthsOf(logFolder).filter((each) => each === month) : monthsOf(logFolder);
    const found = months.flatMap((each) => {
      const reader = readerOf(each);
      return reader.starting(id).map((row) => ({ reader, row }));
    });
    const exact = found.find(({ row }) => row.id === id) ?? (found.length === 1 ? found[0] : undefined);
    if (exact) return exact.reader.whole(exact.row);
    if (found.length > 1) throw new AppError("ambiguous", `${id} is the start of several interactions: ${found[0]!.row.id} and ${found[1]!.row.id}, for two.`, { fix: "Give more of the id." });
    throw new AppError("not-found", `There is no interaction ${id.slice(0, 100)}.`, { fix: "Look it up with `tapedeck query --text WORDS`, or on Interactions." });
  }

  /** Months newest first; a month is opened only when the newer ones did not fill the page. */
  function list({ cursor, limit, ...request }: ListRequest & FilterClock): InteractionPage {
    const where = listWhere(request, request);
    const before = cursor ?? newest;
    const from = cursor ? monthOfId(cursor) : null;
    const items: InteractionPage["items"] = [];
    for (const month of monthsOf(logFolder)) {
      if (from !== null && month > from) continue;
      items.push(...readerOf(month).list(where, before, limit + 1 - items.length).map(summaryOf));
      if (items.length > limit) break;
    }
    return items.length > limit ? { items: items.slice(0, limit), next: items[limit - 1]!.id } : { items, next: null };
  }

  const reads: { [R in keyof Reads]: (input: Reads[R]["input"]) => Reads[R]["output"] } = {
    get,
    list,
    count(request) {
      const where = listWhere(request, request);
      return { total: monthsOf(logFolder).reduce((sum, month) => sum + readerOf(month).count(where), 0) };
    },
    replaysOf: ({ id }) =>
      monthsOf(logFolder)
        .filter((month) => month >= (monthOfId(id) ?? ""))
        .flatMap((month) => {
          const reader = readerOf(month);
          return reader.replaysOf(id).map(reader.whole);
        }),
  };

  port.on("message", (message: ReadMessage | { close: true }) => {
    if ("close" in message) {
      for (const { db } of opened.values()) db.close();
      return port.close();
    }
    const { n, read, input } = message;
    let answer: ReadAnswer;
    try {
      answer = { n, value: reads[read](input) };
    } catch (error) {
      answer = { n, failure: toFailure(storageFailure(error, logFolder)) };
    }
    port.postMessage(answer);
  });
}
