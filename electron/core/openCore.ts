import type { CoreContract } from "../../shared/contract.ts";
import type { Services } from "../../shared/rpc/contract.ts";
import { completeRestore } from "./care/backup/completeRestore.ts";
import { claimFolder } from "./owner/claimFolder.ts";
import { listenForCommands } from "./owner/listenForCommands.ts";
import { removeOwnerRecord, writeOwnerRecord, type OwnerRecord } from "./owner/ownerRecord.ts";
import { socketPath } from "./owner/socketPath.ts";
import { createCore, type Core } from "./createCore.ts";

export type OwnedCore = Pick<Core, "receiving"> & {
  services: Services<CoreContract>;
  /** Tells others where a browser finds this owner. */
  publish(url: string): void;
  /** Resolves when no command is left that this core serves; until then new ones are let in. */
  drained(signal: AbortSignal): Promise<void>;
  /** Cancels and records what runs, then gives the folder back. */
  close(): Promise<void>;
};

/** Owns `dataFolder` and serves it to this process and to commands beside it. Throws what `claimFolder` and `createCore` throw. */
export async function openCore(parts: { dataFolder: string; kind: OwnerRecord["kind"]; startNew?: boolean }): Promise<OwnedCore> {
  const { dataFolder, kind } = parts;
  const claim = claimFolder(dataFolder);
  let core: Core | undefined;
  try {
    completeRestore(dataFolder);
    core = await createCore({ dataFolder, startNew: parts.startNew ?? false });
    const socket = socketPath(dataFolder);
    const door = await listenForCommands(socket, core.servicesFor("command"));
    const { close, receiving } = core;
    const services = core.servicesFor(({ window: "window", serve: "browser", command: "command" } as const)[kind]);
    const publish = (url: string | null) => writeOwnerRecord(dataFolder, { pid: process.pid, kind, socket, url });
    publish(null);
    // A command is done before they were loaded.
    if (kind !== "command") {
      core.loadPinned();
      core.startDaily();
    }
    return {
      services,
      receiving,
      publish,
      drained: door.drained,
      async close() {
        door.close();
        await close();
        removeOwnerRecord(dataFolder);
        claim.release();
      },
    };
  } catch (error) {
    await core?.close();
    claim.release();
    throw error;
  }
}
