import type { Services } from "../../../shared/rpc/contract.ts";
import type { CoreContract } from "../../../shared/contract.ts";
import type { Interaction } from "../../../shared/schemas/interaction.ts";
import type { Durability } from "../storage/openDatabase.ts";
import { createIds } from "./ids.ts";
import { createLiveRows } from "./liveRows.ts";
import { makeLogFolder } from "./logFiles.ts";
import { createReader } from "./reader.ts";
import type { Recorder } from "./recording.ts";
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
    get(request: { id: string }): Promise<Interaction>;
    replaysOf(id: string): Promise<Interaction[]>;
    setDurability(durability: Durability): void;
    close(): Promise<void>;
  };

/** Opens the log of a data folder. Throws what `openDatabase` throws. */
export async function openInteractionLog({ dataFolder, writerEntry, readerEntry, durability, now, timeZone }: Parts): Promise<InteractionLog> {
  const logFolder = makeLogFolder(dataFolder);
  const writer = await createWriter({ entry: writerEntry, logFolder, durability });
  const reader = createReader({ entry: readerEntry, logFolder });
  const newId = createIds();
  const live = createLiveRows();
  const clock = () => ({ now: now(), timeZone: timeZone() });

  return {
    interrupted: writer.interrupted,

    begin(start) {
      const id = newId(start.createdAt);
      const committed = writer.write({ write: "begin", id, start }).then(() => live.begin(id, start));
      // Whoever asked hears of it through `committed`; until they listen it is no unhandled rejection.
      committed.catch(() => {});
      return { id, committed };
    },
    progress(id, output, completionTokens) {
      writer.write({ write: "progress", id, output, completionTokens }).then(() => live.progress(id, output, completionTokens), () => {});
    },
    async finish(id, outcome) {
      await writer.write({ write: "finish", id, outcome, messages: live.messagesOf(id) });
      live.finish(id, outcome);
    },

    list: (request) => reader.ask("list", { ...request, ...clock() }),
    get: ({ id }) => reader.ask("get", { id }),
    count: (request) => reader.ask("count", { ...request, ...clock() }),
    async *watch(_request, signal) {
      for await (const interaction of live.watch(signal)) yield { interaction };
    },
    replaysOf: (id) => reader.ask("replaysOf", { id }),
    setDurability: writer.setDurability,
    async close() {
      await writer.close();
      await reader.close();
    },
  };
}
