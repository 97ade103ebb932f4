import type { CoreContract } from "../../../shared/contract.ts";
import { AppError } from "../../../shared/errors.ts";
import type { Services } from "../../../shared/rpc/contract.ts";
import type { Interaction } from "../../../shared/schemas/interaction.ts";
import type { Durability } from "../storage/openDatabase.ts";
import { createIds, monthOf } from "./ids.ts";
import { createLateOutcomes } from "./lateOutcomes.ts";
import { createLiveRows } from "./liveRows.ts";
import { makeLogFolder } from "./logFiles.ts";
import { createReader } from "./reader.ts";
import type { Recorder } from "./recording.ts";
import { createTraces } from "./traces/createTraces.ts";
import { createWriter } from "./writer.ts";

type Parts = {
  dataFolder: string;
  /** The threads' entries. */
  writerEntry: string;
  readerEntry: string;
  durability: Durability;
  now: () => number;
  /** The zone of a filter's bare days. */
  timeZone: () => "local" | "utc";
};

export type InteractionLog = Recorder &
  Services<CoreContract>["interactions"] & {
    /** How many rows of an earlier core were found running and are `interrupted` now. */
    interrupted: number;
    /** Files of earlier months that can't be read. The log goes on without them. */
    broken: string[];
    get(request: { id: string }, signal?: AbortSignal): Promise<Interaction>;
    traces: Services<CoreContract>["traces"];
    replaysOf(id: string): Promise<Interaction[]>;
    setDurability(durability: Durability): void;
    close(): Promise<void>;
  };

/** Opens the log of a data folder. Throws what `openDatabase` throws. */
export async function openInteractionLog({ dataFolder, writerEntry, readerEntry, durability, now, timeZone }: Parts): Promise<InteractionLog> {
  const logFolder = makeLogFolder(dataFolder);
  const writer = await createWriter({ entry: writerEntry, logFolder, durability, thisMonth: monthOf(now()) });
  const reader = createReader({ entry: readerEntry, logFolder });
  /** Looks through many rows, which may take seconds, and keeps no page of the list and no detail waiting. */
  const searcher = createReader({ entry: readerEntry, logFolder });
  const newId = createIds();
  const live = createLiveRows();
  /** What has begun and not ended. */
  const begun = new Map<string, Promise<void>>();
  const outcomes = createLateOutcomes(async (id, outcome) => {
    await writer.write({ write: "finish", id, outcome });
    live.finish(id, outcome);
  });
  const clock = () => ({ now: now(), timeZone: timeZone() });
  const busy = () => new AppError("busy", "Too many interactions wait to be written; no more are taken in.", { fix: "Send fewer at a time, or move the data folder to a faster disk." });

  return {
    interrupted: writer.interrupted,
    broken: writer.broken,

    begin(start) {
      const id = newId(start.createdAt);
      const committed = (writer.isFull() ? Promise.reject(busy()) : writer.write({ write: "begin", id, start: { ...start, body: ownBytes(start.body) } })).then(() => live.begin(id, start));
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

    list: (request, signal) => (request.filter || request.text ? searcher : reader).ask("list", { ...request, ...clock() }, signal),
    get: ({ id }, signal) => reader.ask("get", { id }, signal),
    count: (request, signal) => searcher.ask("count", { ...request, ...clock() }, signal),
    async *watch(_request, signal) {
      for await (const interaction of live.watch(signal)) yield { interaction };
    },
    session: (request, signal) => reader.ask("session", request, signal),
    sessionTotals: (request, signal) => reader.ask("sessionTotals", request, signal),
    neighbours: (request, signal) => reader.ask("neighbours", request, signal),
    feedback: (request, signal) => reader.ask("feedback", request, signal),
    traces: createTraces(reader),
    replaysOf: (id) => reader.ask("replaysOf", { id }),
    setDurability: writer.setDurability,
    async close() {
      await outcomes.close();
      await Promise.all([reader.close(), searcher.close()]);
      await writer.close();
    },
  };
}

/** A small Buffer is a window on a pool of many, all of which would go to the thread with it. */
const ownBytes = (bytes: Uint8Array): Uint8Array => (bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes));
