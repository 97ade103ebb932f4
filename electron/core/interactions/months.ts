import { AppError } from "../../../shared/errors.ts";
import type { LogMonth } from "./reading/countMonths.ts";
import { monthOfId } from "./ids.ts";
import type { Reader } from "./reading/reader.ts";
import type { Writer } from "./writing/writer.ts";

/** Ids that are removed, or tagged, in one transaction. */
const changedAtOnce = 200;

type Parts = { writer: Pick<Writer, "write" | "room">; readers: Reader[]; thisMonth: () => string };

/** What is done to whole months, and what takes rows out of them. */
export function createMonths({ writer, readers, thisMonth }: Parts) {
  async function move(write: "archive" | "restore" | "drop", month: string): Promise<void> {
    if (write !== "restore" && month === thisMonth()) throw new AppError("bad-request", `${month} is still being written.`, { fix: "Wait until the month is over, or remove single interactions." });
    // Whoever had the file open would read on in what is gone, and on some systems it could not be moved at all.
    await Promise.all(readers.map((reader) => reader.ask("letGo", { month, isHeld: true })));
    try {
      await writer.write({ write, month });
    } finally {
      await Promise.all(readers.map((reader) => reader.ask("letGo", { month, isHeld: false })));
    }
  }

  /** Ids by their months, some at a time. */
  async function piecewise(ids: string[], change: (month: string, some: string[]) => Promise<string[]>, signal?: AbortSignal): Promise<string[]> {
    const changed: string[] = [];
    for (const [month, ofMonth] of Map.groupBy(ids, monthOfId)) {
      for (let from = 0; month !== null && from < ofMonth.length; from += changedAtOnce) {
        await writer.room(signal);
        changed.push(...(await change(month, ofMonth.slice(from, from + changedAtOnce))));
      }
    }
    return changed;
  }

  return {
    months: (signal?: AbortSignal): Promise<LogMonth[]> => readers.at(-1)!.ask("months", {}, signal),
    archive: (month: string) => move("archive", month),
    restore: (month: string) => move("restore", month),
    drop: (month: string) => move("drop", month),
    remove: (ids: string[], signal?: AbortSignal): Promise<string[]> => piecewise(ids, async (month, some) => (await writer.write({ write: "remove", month, ids: some }))?.removed ?? [], signal),
    tag: (ids: string[], { add, remove }: { add: string[]; remove: string[] }, signal?: AbortSignal): Promise<string[]> =>
      piecewise(ids, async (month, some) => (await writer.write({ write: "tag", month, ids: some, add, remove }))?.tagged ?? [], signal),
  };
}
