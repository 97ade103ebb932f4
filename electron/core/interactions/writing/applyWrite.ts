import { AppError, assertNever } from "../../../../shared/errors.ts";
import type { Fate } from "../../../../shared/schemas/incoming.ts";
import { storageFailure } from "../../storage/storageFailure.ts";
import type { OpenMonth } from "./openMonth.ts";
import type { Write, Written } from "./writes.ts";

type MonthWrite = Exclude<Write, { write: "feedback" | "archive" | "restore" | "drop" }>;

/** Does one write; call it inside a transaction of its month. */
export function applyWrite(month: OpenMonth, write: MonthWrite): Written {
  switch (write.write) {
    case "begin":
      month.writer.begin(write);
      return undefined;
    case "progress":
      month.writer.progress(write.id, write.output, write.completionTokens);
      return undefined;
    case "finish":
      month.writer.finish(write);
      return undefined;
    case "interactions": {
      const isWaitedFor = month.interactions.isFeedbackWaiting();
      return { fates: write.items.map((item) => month.interactions.put(item, isWaitedFor)) };
    }
    case "spans":
      return { fates: write.items.map(month.spans.put) };
    case "remove":
      return { removed: write.ids.filter(month.remove) };
    case "tag":
      return { tagged: write.ids.filter((id) => month.tag(id, write)) };
    default:
      return assertNever(write);
  }
}

/** After the whole failed: each item alone, so that a bad one takes no other with it. Throws where the disk is the trouble. */
export function applyOneByOne(month: OpenMonth, write: Extract<Write, { write: "interactions" | "spans" }>, path: string): Written {
  const isWaitedFor = month.interactions.isFeedbackWaiting();
  const each = (put: () => Fate): Fate => {
    try {
      return month.inTransaction(put);
    } catch (error) {
      return rejected(error, path);
    }
  };
  if (write.write === "spans") return { fates: write.items.map((item) => each(() => month.spans.put(item))) };
  return { fates: write.items.map((item) => each(() => month.interactions.put(item, isWaitedFor))) };
}

/** Why an item can't be kept. Where the disk is the trouble nothing is wrong with the item, and the failure goes on to whoever sent it. */
export function rejected(error: unknown, path: string): Fate {
  const failure = storageFailure(error, path);
  if (failure instanceof AppError && (failure.code === "disk-full" || failure.code === "data-folder-unusable")) throw failure;
  return { fate: "rejected", reason: failure instanceof Error ? failure.message : String(failure) };
}
