import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { WebSocketServer } from "ws";
import { core, type CoreContract } from "../../shared/contract.ts";
import { pageHeaders } from "../../shared/pageHeaders.ts";
import type { Services } from "../../shared/rpc/contract.ts";
import { serve } from "../../shared/rpc/serve.ts";
import { webSocketPort } from "../../shared/rpc/webSocketPort.ts";

const pages = fileURLToPath(new URL("../../dist/renderer", import.meta.url));
const types: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2" };

/** The built pages, with `services` as their core. For what a real core cannot be made to do on time. */
export async function servePages(services: Services<CoreContract>): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    const path = new URL(request.url!, "http://page").pathname;
    const file = join(pages, path === "/" ? "index.html" : path);
    readFile(file).then(
      (bytes) => response.writeHead(200, { ...pageHeaders, "content-type": types[extname(file)] ?? "application/octet-stream" }).end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  const sockets = new WebSocketServer({ server, path: "/rpc" });
  sockets.on("connection", (socket) => serve(core, services, webSocketPort(socket)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close() {
      for (const socket of sockets.clients) socket.terminate();
      server.close();
    },
  };
}
