import type { FastifyInstance } from "fastify";
import { core, type CoreContract } from "../../../shared/contract.ts";
import type { Services } from "../../../shared/rpc/contract.ts";
import { serve } from "../../../shared/rpc/serve.ts";
import { webSocketPort } from "../../../shared/rpc/webSocketPort.ts";

/** A reader that stopped is hung up on when this much waits for it (the protocol's credit keeps each stream to 1 MB). */
const maxWaitingBytes = 128 * 1024 * 1024;
const pingEveryMs = 20_000;

/** `/rpc`: the contract over a WebSocket, for the console. */
export function serveRpcSocket(app: FastifyInstance, services: Services<CoreContract>): void {
  app.get("/rpc", { websocket: true }, (socket) => {
    const port = webSocketPort(socket);
    serve(core, services, {
      ...port,
      send(text) {
        port.send(text);
        if (socket.bufferedAmount > maxWaitingBytes) socket.terminate();
      },
    });
    // A machine that fell asleep or lost its network closes nothing; only an answer shows that it is there.
    let isAlive = true;
    socket.on("pong", () => (isAlive = true));
    const ping = setInterval(() => {
      if (!isAlive) return socket.terminate();
      isAlive = false;
      socket.ping();
    }, pingEveryMs);
    socket.on("close", () => clearInterval(ping));
  });
}
