import { connect as connectSocket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { core, type CoreContract } from "../../shared/contract.ts";
import { AppError } from "../../shared/errors.ts";
import { connect } from "../../shared/rpc/connect.ts";
import type { Client } from "../../shared/rpc/contract.ts";
import { memoryPorts } from "../../shared/rpc/memoryPort.ts";
import type { Port } from "../../shared/rpc/port.ts";
import { serve } from "../../shared/rpc/serve.ts";
import { socketPort } from "../../shared/rpc/socketPort.ts";
import { readOwnerRecord } from "../core/owner/ownerRecord.ts";

export type Connection = { core: Client<CoreContract>; close(): Promise<void> };

/** An owner that was killed, or is just starting, leaves a moment in which neither way works. */
const retryForMs = 5000;
const retryEveryMs = 50;

/**
 * The core of `dataFolder`: through its owner where one runs, else in this process, which then is the owner until `close`. Other
 * commands may come through it, also while `close` waits for those that are there; it does unless `signal` aborts. Throws what `openCore` throws.
 */
export async function connectToCore(dataFolder: string, signal: AbortSignal): Promise<Connection> {
  const deadline = performance.now() + retryForMs;
  for (;;) {
    const running = await connectToOwner(dataFolder, signal);
    if (running) return running;
    try {
      return await beOwner(dataFolder, signal);
    } catch (error) {
      if (!(error instanceof AppError && error.code === "data-folder-owned") || performance.now() > deadline) throw error;
      if (signal.aborted) throw new AppError("cancelled", "Cancelled.");
      await delay(retryEveryMs);
    }
  }
}

async function connectToOwner(dataFolder: string, signal: AbortSignal): Promise<Connection | null> {
  const owner = readOwnerRecord(dataFolder);
  const port = owner && (await openSocket(owner.socket));
  if (!port) return null;
  const client = connect(core, port);
  try {
    // An owner that is ending may take the connection and drop it: only one that answers counts.
    await client.app.info({}, signal);
  } catch (error) {
    port.close();
    if (error instanceof AppError && error.code === "connection-lost") return null;
    throw error;
  }
  return { core: client, close: async () => port.close() };
}

function openSocket(path: string): Promise<Port | null> {
  return new Promise((resolve) => {
    const socket = connectSocket(path);
    socket.once("connect", () => resolve(socketPort(socket)));
    socket.once("error", () => resolve(null));
  });
}

async function beOwner(dataFolder: string, signal: AbortSignal): Promise<Connection> {
  const { openCore } = await import("../core/openCore.ts");
  const owned = await openCore({ dataFolder, kind: "command" });
  const [near, far] = memoryPorts();
  const served = serve(core, owned.services, far);
  return {
    core: connect(core, near),
    async close() {
      near.close();
      await served.idle();
      await owned.drained(signal);
      await owned.close();
    },
  };
}
