import { rmSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { once } from "node:events";
import { core, type CoreContract } from "../../../shared/contract.ts";
import type { Services } from "../../../shared/rpc/contract.ts";
import { serve } from "../../../shared/rpc/serve.ts";
import { socketPort } from "../../../shared/rpc/socketPort.ts";

/** A reader that stopped is hung up on when this much waits for it (the protocol's credit keeps each stream to 1 MB). */
const maxWaitingBytes = 128 * 1024 * 1024;

/** Serves the contract to the commands of this user at `path` (see `socketPath`). */
export async function listenForCommands(path: string, services: Services<CoreContract>) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    const port = socketPort(socket);
    serve(core, services, {
      ...port,
      send(text) {
        port.send(text);
        if (socket.writableLength > maxWaitingBytes) socket.destroy();
      },
    });
  });
  // Whoever holds the folder's lock may take the address: what lies there is of an owner that was killed.
  if (process.platform !== "win32") rmSync(path, { force: true });
  server.listen(path);
  await once(server, "listening");

  return {
    /** Resolves when nobody is left. Until then others are still let in: they could not have the folder for themselves. */
    async drained(signal: AbortSignal): Promise<void> {
      while (sockets.size > 0 && !signal.aborted) await Promise.race([gone([...sockets][0]!), once(signal, "abort")]);
      server.close();
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Not `once`: a client that was killed is reset, and that error is no fault of those who wait. */
const gone = (socket: Socket) => new Promise<void>((resolve) => socket.once("close", () => resolve()));
