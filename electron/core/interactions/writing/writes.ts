import type { Failure } from "../../../../shared/errors.ts";
import type { Fate } from "../../../../shared/schemas/incoming.ts";
import type { MigrationReport } from "../../storage/migrate.ts";
import type { Durability } from "../../storage/openDatabase.ts";
import type { BeginWrite } from "./beginWrite.ts";
import type { FinishWrite } from "./finishWrite.ts";
import { monthOfId } from "../ids.ts";
import type { PreparedFeedback, PreparedInteraction, PreparedSpan } from "../ingest/prepared.ts";
import type { Found } from "./openMonths.ts";
import { sizeOfSent } from "../bodies/sentBody.ts";

/** What the log asks of its writer thread. */
export type Write =
  | BeginWrite
  | { write: "progress"; id: string; output: string; completionTokens: number }
  | FinishWrite
  | { write: "interactions"; month: string; items: PreparedInteraction[]; sizeBytes: number }
  | { write: "spans"; month: string; items: PreparedSpan[]; sizeBytes: number }
  | { write: "feedback"; items: PreparedFeedback[] }
  | { write: "remove"; month: string; ids: string[] }
  | { write: "tag"; month: string; ids: string[]; add: string[]; remove: string[] }
  | { write: "archive" | "restore" | "drop"; month: string };

/** What became of it: fates of items that came in, ids that were removed or that have other tags now; `undefined`: nothing besides that it is durable. */
export type Written = { fates?: Fate[]; removed?: string[]; tagged?: string[] } | undefined;

/** The month whose file a write goes to; null: it has a file of its own to find, and a transaction of its own. */
export function monthOfWrite(write: Write): string | null {
  if (write.write === "begin" || write.write === "progress" || write.write === "finish") return monthOfId(write.id)!;
  return write.write === "interactions" || write.write === "spans" || write.write === "remove" || write.write === "tag" ? write.month : null;
}

/** How many rows it writes, about. */
export function rowsOf(write: Write): number {
  if (write.write === "interactions" || write.write === "spans" || write.write === "feedback") return write.items.length;
  return write.write === "remove" || write.write === "tag" ? write.ids.length : 1;
}

/** A row and its names, beside its texts. */
const rowBytes = 1000;

/** About how many bytes a write holds in memory while it waits. */
export function sizeOf(write: Write): number {
  if (write.write === "begin") return sizeOfSent(write.body) + 2 * write.text.length + rowBytes;
  if (write.write === "progress") return 2 * write.output.length;
  if (write.write === "interactions" || write.write === "spans") return write.sizeBytes;
  if (write.write === "finish") return write.bodies.reduce((sum, [, body]) => sum + sizeOfSent(body), 2 * write.output.length + rowBytes);
  return rowsOf(write) * rowBytes;
}

/** `isHeld`: more of the same comes at once, so it may wait for that, until a commit is full or asked for. */
export type NumberedWrite = { n: number; write: Write; isHeld: boolean };
export type WriterMessage = { writes: NumberedWrite[] } | { commit: true } | { durability: Durability } | { close: true };

/** First whether the log could be opened and what was found; then which writes are durable, one message a commit, with what became of those that have more to say, and why one is not. */
export type WriterAnswer = { migrating: MigrationReport } | { opened: Found } | { openFailed: Failure } | { durable: number[]; written: [n: number, written: Written][] } | { n: number; failure: Failure };
