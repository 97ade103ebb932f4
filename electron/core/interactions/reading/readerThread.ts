import type { MessagePort } from "node:worker_threads";
import { AppError, toFailure, type Failure } from "../../../../shared/errors.ts";
import type { Interaction } from "../../../../shared/schemas/interaction.ts";
import { storageFailure } from "../../storage/storageFailure.ts";
import type { BodyKind } from "../bodies/bodyKinds.ts";
import { countMonths, type LogMonth } from "./countMonths.ts";
import { monthOfId } from "../ids.ts";
import { createReadableMonths } from "./readableMonths.ts";
import type { InteractionRow } from "./rows.ts";
import { giveWay } from "../search/giveWay.ts";
import { createSearchReads, type SearchReads } from "../search/searchReads.ts";
import { createDetailReads, type DetailReads } from "../traces/detailReads.ts";

export type Reads = DetailReads &
  SearchReads & {
  get: { input: { id: string }; output: Interaction };
  replaysOf: { input: { id: string }; output: Interaction[] };
  bytes: { input: { ids: string[]; kind: BodyKind }; output: (Uint8Array | null)[] };
  months: { input: object; output: LogMonth[] };
  letGo: { input: { month: string; isHeld: boolean }; output: null };
};
/** `n` numbers a question from 1. */
export type ReadMessage = { n: number; read: keyof Reads; input: never } | { close: true };
export type ReadAnswer = { value: unknown } | { failure: Failure };

/** A thousand replays are graded at a time; of more, the newest are shown. */
const shownReplays = 1000;

/** The thread that reads the log, so that a search never delays a request. Answers in the order that it is asked. */
export function runReader(port: MessagePort, { logFolder, cancelled, givesWay }: { logFolder: string; cancelled: Int32Array<SharedArrayBuffer>; givesWay: boolean }): void {
  if (givesWay) giveWay();
  const months = createReadableMonths(logFolder);
  let asked = 0;
  const checkWanted = () => {
    if (Atomics.load(cancelled, 0) === asked) throw new AppError("cancelled", "Cancelled.");
  };

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

  function replaysOf({ id }: { id: string }): Interaction[] {
    const replays: Interaction[] = [];
    // A replay comes after its original.
    for (const reader of months.newestFirst((month) => month >= (monthOfId(id) ?? ""))) {
      replays.push(...reader.replaysOf(id, shownReplays - replays.length).map(reader.whole));
    }
    return replays;
  }

  const bytes = ({ ids, kind }: Reads["bytes"]["input"]) => ids.map((id) => months.of(monthOfId(id) ?? "")?.bytes(id, kind) ?? null);

  function letGo({ month, isHeld }: Reads["letGo"]["input"]): null {
    months.letGo(month, isHeld);
    return null;
  }

  const reads: { [R in keyof Reads]: (input: Reads[R]["input"]) => Reads[R]["output"] } = { ...createDetailReads(months, get), ...createSearchReads(months, checkWanted), get, replaysOf, bytes, months: () => countMonths(logFolder), letGo };

  port.on("message", (message: ReadMessage) => {
    if ("close" in message) {
      months.close();
      return port.close();
    }
    let answer: ReadAnswer;
    asked = message.n;
    try {
      answer = { value: reads[message.read](message.input) };
    } catch (error) {
      answer = { failure: toFailure(storageFailure(error, logFolder)) };
    }
    port.postMessage(answer);
  });
}
