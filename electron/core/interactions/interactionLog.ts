import type { CoreContract } from "../../../shared/contract.ts";
import type { Services } from "../../../shared/rpc/contract.ts";
import type { IncomingBatch, Ingested } from "../../../shared/schemas/incoming.ts";
import type { Narrowing } from "../../../shared/schemas/finding.ts";
import type { Interaction, InteractionPage, ListRequest } from "../../../shared/schemas/interaction.ts";
import type { MigrationReport } from "../storage/migrate.ts";
import type { Durability } from "../storage/openDatabase.ts";
import { beginWrite } from "./writing/beginWrite.ts";
import type { BodyKind } from "./bodies/bodyKinds.ts";
import type { LogMonth } from "./reading/countMonths.ts";
import { finishWrite } from "./writing/finishWrite.ts";
import { createIds, monthOf } from "./ids.ts";
import { createIngest } from "./ingest/ingest.ts";
import { createLateOutcomes } from "./writing/lateOutcomes.ts";
import { createLiveRows } from "./liveRows.ts";
import { makeLogFolder } from "./logFiles.ts";
import { createMonths } from "./months.ts";
import { createReader } from "./reading/reader.ts";
import type { Recorder } from "./recording.ts";
import { createRepeats } from "./bodies/repeats.ts";
import { createAddFeedback } from "./traces/addFeedback.ts";
import { bodyChunks } from "./traces/bodyChunks.ts";
import { createTraces } from "./traces/createTraces.ts";
import { busy, createWriter } from "./writing/writer.ts";

type Parts = {
  dataFolder: string;
  /** The threads' entries. */
  writerEntry: string;
  readerEntry: string;
  durability: Durability;
  now: () => number;
  /** The zone of a filter's bare days. */
  timeZone: () => "local" | "utc";
  /** Hears where a migration stands that takes a while. */
  report?: (migration: MigrationReport) => void;
};

export type InteractionLog = Recorder &
  Services<CoreContract>["interactions"] & {
    /** How many rows of an earlier core were found running and are `interrupted` now. */
    interrupted: number;
    /** Files of earlier months that can't be read. The log goes on without them. */
    broken: string[];
    /** Why, of each. */
    reasons: string[];
    get(request: { id: string }, signal?: AbortSignal): Promise<Interaction>;
    list(request: ListRequest, signal?: AbortSignal): Promise<InteractionPage>;
    count(request: Narrowing, signal?: AbortSignal): Promise<{ total: number }>;
    traces: Services<CoreContract>["traces"];
    replaysOf(id: string): Promise<Interaction[]>;
    /**
     * Takes in what happened elsewhere; resolves when what was stored is durable, and says what became of each. Waits while much is
     * waiting to be written; throws `busy` where too many wait, `disk-full`, `data-folder-unusable` (then what was stored before is known
     * again when it is sent again), and `cancelled`.
     */
    ingest(batch: IncomingBatch, signal?: AbortSignal): Promise<Ingested>;
    /** Takes interactions out, with their bodies and feedback; gives the ids of those that were there. */
    remove(ids: string[], signal?: AbortSignal): Promise<string[]>;
    /** Puts tags on interactions and takes others off; gives the ids of those that have other tags now. */
    tag(ids: string[], tags: { add: string[]; remove: string[] }, signal?: AbortSignal): Promise<string[]>;
    /** Bytes as they came, of one kind, for each id; null where there are none. */
    bytes(ids: string[], kind: BodyKind, signal?: AbortSignal): Promise<(Uint8Array | null)[]>;
    /** Newest first. */
    months(signal?: AbortSignal): Promise<LogMonth[]>;
    /** Puts a month away, brings it back, or deletes it: in constant time. Throws `not-found`, `bad-request` for the month that is now, `busy`. */
    archive(month: string): Promise<void>;
    restore(month: string): Promise<void>;
    drop(month: string): Promise<void>;
    setDurability(durability: Durability): void;
    close(): Promise<void>;
  };

/** Opens the log of a data folder. Throws what `openDatabase` throws. */
export async function openInteractionLog({ dataFolder, writerEntry, readerEntry, durability, now, timeZone, report = () => {} }: Parts): Promise<InteractionLog> {
  const logFolder = makeLogFolder(dataFolder);
  const writer = await createWriter({ entry: writerEntry, logFolder, durability, thisMonth: monthOf(now()), report });
  const reader = createReader({ entry: readerEntry, logFolder });
  /** Looks through many rows, which may take seconds, and keeps no page of the list and no detail waiting. */
  const searcher = createReader({ entry: readerEntry, logFolder });
  /** Counts and ranks, which may take seconds too. */
  const counter = createReader({ entry: readerEntry, logFolder, givesWay: true });
  const newId = createIds();
  const live = createLiveRows();
  /** What has begun and not ended. */
  const begun = new Map<string, Promise<void>>();
  const repeats = createRepeats();
  const ingest = createIngest({ writer, newId, repeats, stored: live.stored });
  const months = createMonths({ writer, readers: [reader, searcher, counter], thisMonth: () => monthOf(now()) });
  const outcomes = createLateOutcomes(async (id, outcome) => {
    await writer.write(finishWrite(id, outcome));
    live.finish(id, outcome);
  });
  const clock = () => ({ now: now(), timeZone: timeZone() });

  return {
    interrupted: writer.interrupted,
    broken: writer.broken,
    reasons: writer.reasons,

    begin(start) {
      const id = newId(start.createdAt);
      const committed = (writer.isFull() ? Promise.reject(busy()) : writer.write(beginWrite(id, repeats, start))).then(() => live.begin(id, start));
      // Whoever asked hears of it through `committed`; until they listen it is no unhandled rejection.
      committed.catch(() => {});
      begun.set(id, committed);
      return { id, committed };
    },
    progress(id, output, completionTokens) {
      if (writer.isFull()) return;
      writer.write({ write: "progress", id, output, completionTokens }).then(
        () => live.progress(id, output, completionTokens),
        // The outcome holds the whole answer; it is `finish` that must not fail in silence.
        () => {},
      );
    },
    async finish(id, outcome) {
      try {
        await begun.get(id);
      } finally {
        begun.delete(id);
      }
      await outcomes.write(id, outcome);
    },

    list: (request, signal) => (request.order === "ranked" ? counter : request.filter || request.text ? searcher : reader).ask("list", { ...request, ...clock() }, signal),
    get: ({ id }, signal) => reader.ask("get", { id }, signal),
    count: (request, signal) => counter.ask("count", { ...request, ...clock() }, signal),
    facets: (request, signal) => counter.ask("facets", { ...request, ...clock() }, signal),
    aggregate: (request, signal) => counter.ask("aggregate", { ...request, ...clock() }, signal),
    values: (request, signal) => reader.ask("values", request, signal),
    async *watch(_request, signal) {
      for await (const interaction of live.watch(signal)) yield { interaction };
    },
    session: (request, signal) => reader.ask("session", request, signal),
    sessionTotals: (request, signal) => reader.ask("sessionTotals", request, signal),
    neighbours: (request, signal) => reader.ask("neighbours", request, signal),
    feedback: (request, signal) => reader.ask("feedback", request, signal),
    addFeedback: createAddFeedback({ get: (request) => reader.ask("get", request), ingest, now }),
    async *body({ id, body }, signal) {
      const [bytes] = await reader.ask("bytes", { ids: [id], kind: body }, signal);
      if (bytes) yield* bodyChunks(bytes);
    },
    traces: createTraces(reader),
    ingest,
    ...months,
    bytes: (ids, kind, signal) => reader.ask("bytes", { ids, kind }, signal),
    replaysOf: (id) => reader.ask("replaysOf", { id }),
    setDurability: writer.setDurability,
    async close() {
      await outcomes.close();
      await Promise.all([reader, searcher, counter].map((each) => each.close()));
      await writer.close();
    },
  };
}
