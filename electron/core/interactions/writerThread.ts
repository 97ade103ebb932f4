import { receiveMessageOnPort, type MessagePort } from "node:worker_threads";
import { toFailure } from "../../../shared/errors.ts";
import type { Durability } from "../storage/openDatabase.ts";
import { storageFailure } from "../storage/storageFailure.ts";
import { monthOfId } from "./ids.ts";
import { createOpenMonths } from "./openMonths.ts";
import type { Write, WriterAnswer, WriterMessage } from "./writes.ts";

type Numbered = { n: number; write: Write };

/** A burst is cut into commits of this many, so that the first of it is not told last. */
const maxPerCommit = 500;

/** The one thread that writes the log. What arrives while a commit runs is the next commit; nothing waits for a timer. */
export function runWriter(port: MessagePort, { logFolder, durability, thisMonth }: { logFolder: string; durability: Durability; thisMonth: string }): void {
  const answer = (message: WriterAnswer) => port.postMessage(message);
  const months = createOpenMonths(logFolder, durability);

  /** Writes of one month in one transaction. */
  function commit(writes: Numbered[]): void {
    const { db, writer } = months.get(monthOfId(writes[0]!.write.id)!);
    db.transaction(() => {
      for (const { write } of writes) {
        if (write.write === "begin") writer.begin(write.id, write.start);
        else if (write.write === "progress") writer.progress(write.id, write.output, write.completionTokens);
        else writer.finish(write.id, write.outcome);
      }
    }).immediate();
    answer({ durable: writes.map(({ n }) => n) });
  }

  /** When the whole fails, each is tried alone: one bad row does not take the others with it. */
  function commitAll(batch: Numbered[]): void {
    for (const writes of Map.groupBy(batch, ({ write }) => monthOfId(write.id)).values()) {
      try {
        commit(writes);
      } catch (error) {
        if (writes.length > 1) for (const each of writes) commitAll([each]);
        else answer({ n: writes[0]!.n, failure: toFailure(storageFailure(error, logFolder)) });
      }
    }
  }

  try {
    answer({ opened: months.interruptRunning(thisMonth) });
  } catch (error) {
    answer({ openFailed: toFailure(error) });
    return port.close();
  }

  port.on("message", (first: WriterMessage) => {
    let batch: Numbered[] = [];
    for (let message: WriterMessage | undefined = first; message; message = receiveMessageOnPort(port)?.message as WriterMessage | undefined) {
      if ("write" in message) batch.push(message);
      if (batch.length >= maxPerCommit || !("write" in message)) {
        commitAll(batch);
        batch = [];
      }
      if ("durability" in message) months.setDurability(message.durability);
      if ("close" in message) {
        months.close();
        return port.close();
      }
    }
    commitAll(batch);
  });
}
