import { createServer } from "node:net";
import { WebSocketServer } from "ws";
import { pipePort } from "../../../shared/rpc/pipePort.ts";
import type { Port } from "../../../shared/rpc/port.ts";
import { serve } from "../../../shared/rpc/serve.ts";
import { socketPort } from "../../../shared/rpc/socketPort.ts";
import { webSocketPort } from "../../../shared/rpc/webSocketPort.ts";
import { createTestServices, testContract } from "./testContract.ts";

// A process of its own that serves the test contract: `node server.ts pipe | socket PATH | websocket`. Says "ready" (and its port) on stdout.
const [transport, path] = process.argv.slice(2);
const services = createTestServices();
const serveOn = (port: Port) => void serve(testContract, services, port);

if (transport === "pipe") {
  serveOn(pipePort(process));
  console.log("ready");
} else if (transport === "socket") {
  createServer((socket) => serveOn(socketPort(socket))).listen(path!, () => console.log("ready"));
} else {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  server.on("connection", (socket) => serveOn(webSocketPort(socket)));
  server.on("listening", () => console.log(`ready ${(server.address() as { port: number }).port}`));
}
