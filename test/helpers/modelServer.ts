import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export type Seen = { method: string; path: string; range: string | undefined; ifRange: string | undefined; authorization: string | undefined; host: string };
export type Answer = (request: IncomingMessage, response: ServerResponse, count: number) => void | Promise<void>;
export type ModelServer = { url: string; host: string; port: number; seen: Seen[]; sentBytes(): number };

/** A real HTTP server on this machine whose answers the test writes. `count`: how many requests came before. */
export async function startModelServer(answer: Answer, host = "127.0.0.1"): Promise<ModelServer> {
  const seen: Seen[] = [];
  let sentBytes = 0;
  const server: Server = createServer((request, response) => {
    const { range, authorization, host: asked = "" } = request.headers;
    const count = seen.length;
    seen.push({ method: request.method!, path: request.url!, range, ifRange: request.headers["if-range"] as string | undefined, authorization, host: asked });
    const write = response.write.bind(response);
    response.write = ((chunk: Uint8Array, ...more: []) => ((sentBytes += chunk.length), write(chunk, ...more))) as typeof response.write;
    void answer(request, response, count);
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://${host}:${port}`, host: `${host}:${port}`, port, seen, sentBytes: () => sentBytes };
}

type Serving = {
  etag?: string;
  /** The connection is dropped after this many bytes of each answer. */
  dropAfter?: number;
  headers?: Record<string, string>;
  /** Answers 200 with the whole file to a range. */
  noRanges?: boolean;
  /** Of the whole file, whatever it has. */
  claimedBytes?: number;
};

/** Answers as a server of files does: ranges, `If-Range`, `HEAD`. */
export function serveFile(bytes: Uint8Array, { etag, dropAfter, headers, noRanges, claimedBytes = bytes.length }: Serving = {}): Answer {
  return (request, response) => {
    const [, from] = /^bytes=(\d+)-$/.exec(request.headers.range ?? "") ?? [];
    const isFresh = request.headers["if-range"] === undefined || request.headers["if-range"] === etag;
    const start = from !== undefined && isFresh && !noRanges ? Number(from) : 0;
    const named = { ...(etag && { etag }), ...headers };
    if (start > 0 && start >= bytes.length) return void response.writeHead(416, { ...named, "content-range": `bytes */${bytes.length}` }).end();
    response.writeHead(start > 0 ? 206 : 200, { ...named, "content-length": claimedBytes - start, ...(start > 0 && { "content-range": `bytes ${start}-${claimedBytes - 1}/${claimedBytes}` }) });
    if (request.method === "HEAD") return void response.end();
    if (dropAfter !== undefined && start + dropAfter < bytes.length) {
      response.write(bytes.subarray(start, start + dropAfter), () => response.socket?.destroy());
      return;
    }
    response.write(bytes.subarray(start));
    if (claimedBytes > bytes.length) response.socket?.end();
    else response.end();
  };
}
