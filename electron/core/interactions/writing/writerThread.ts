import { receiveMessageOnPort, type MessagePort } from "node:worker_threads";
import { toFailure } from "../../../../shared/errors.ts";
import type { Durability } from "../../storage/openDatabase.ts";
import { storageFailure } from "../../storage/storageFailure.ts";
import { applyOneByOne, applyWrite, rejected } from "./applyWrite.ts";
import { writeFeedback } from "../ingest/writeFeedback.ts";
import { createOpenMonths } from "./openMonths.ts";
import { monthOfWrite, rowsOf, type NumberedWrite, type WriterAnswer, type WriterMessage, type Written } from "./writes.ts";

/** A burst is cut into commits of this many rows, so that the first of it is not told last. */
const rowsPerCommit = 500;

/** The one thread that writes the log. What arrives while a commit runs is the next commit; nothing waits for a timer. */
export function runWriter(port: MessagePort, { logFolder, durability, thisMonth }: { logFolder: string; durability: Durability; thisMonth: string }): void {
  const answer = (message: WriterAnswer) => port.postMessage(message);
  const months = createOpenMonths({ logFolder, durability, report: (migrating) => answer({ migrating }) });

  const durable = (written: [n: number, Written][]) => answer({ durable: written.map(([n]) => n), written: written.filter(([, each]) => each !== undefined) });

  /** Writes of one month in one transaction. */
  function commit(month: string, writes: NumberedWrite[]): void {
    const open = months.get(month);
    durable(open.inTransaction(() => writes.map(({ n, write }): [number, Written] => [n, applyWrite(open, write as Parameters<typeof applyWrite>[1])])));
  }

  /** What finds its own file, or moves one. */
  function alone({ n, write }: NumberedWrite): void {
    try {
      if (write.write === "archive" || write.write === "restore" || write.write === "drop") months[write.write](write.month);
      durable([[n, write.write === "feedback" ? { fates: writeFeedback(months, write.items) } : undefined]]);
    } catch (error) {
      answer({ n, failure: toFailure(storageFailure(error, logFolder)) });
    }
  }

  /** When the whole fails, each is tried alone: one bad row does not take the others with it. */
  function commitAll(batch: NumberedWrite[]): void {
    for (const [month, writes] of Map.groupBy(batch, ({ write }) => monthOfWrite(write))) {
      if (month === null) {
        writes.forEach(alone);
        continue;
      }
      try {
        commit(month, writes);
      } catch (error) {
        if (writes.length > 1) for (const each of writes) commitAll([each]);
        else commitOne(writes[0]!, error);
      }
    }
  }

  function commitOne({ n, write }: NumberedWrite, error: unknown): void {
    try {
      if (write.write !== "interactions" && write.write !== "spans") throw error;
      // Where the month itself can't be had, no item can.
      const fate = rejected(error, logFolder);
      const open = months.isOpen(write.month);
      durable([[n, open ? applyOneByOne(months.get(write.month), write, logFolder) : { fates: write.items.map(() => fate) }]]);
    } catch (cause) {
      answer({ n, failure: toFailure(storageFailure(cause, logFolder)) });
    }
  }

  try {
    answer({ opened: months.interruptRunning(thisMonth) });
  } catch (error) {
    answer({ openFailed: toFailure(error) });
    return port.close();
  }

  let batch: NumberedWrite[] = [];
  let rows = 0;
  function commitBatch(): void {
    const writes = batch;
    batch = [];
    rows = 0;
    commitAll(writes);
  }

  port.on("message", (first: WriterMessage) => {
    for (let message: WriterMessage | undefined = first; message; message = receiveMessageOnPort(port)?.message as WriterMessage | undefined) {
      for (const write of "writes" in message ? message.writes : []) {
        batch.push(write);
        rows += rowsOf(write.write);
        if (rows >= rowsPerCommit) commitBatch();
      }
      if (!("writes" in message)) commitBatch();
      if ("durability" in message) months.setDurability(message.durability);
      if ("close" in message) {
        months.close();
        return port.close();
      }
    }
    if (!batch.every(({ isHeld }) => isHeld)) commitBatch();
  });
}
