import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { zoneOf, type Zone } from "../../../../electron/core/models/pull/addressZone.ts";
import { serveFile, startModelServer, type Answer, type ModelServer } from "../../../helpers/modelServer.ts";
import { modelBytes, openPulls, sha256Of } from "./openPulls.ts";

const bytes = modelBytes(3000);
const leadTo = (location: string, headers = {}): Answer => (_, response) => void response.writeHead(302, { location, ...headers }).end();
/** Plays a server on the open network: everything at this address of the machine. */
const far = "127.0.0.99";
const zones = (address: string): Zone => (address === far ? "public" : zoneOf(address));

describe.skipIf(process.platform !== "linux")("a redirect (needs 127.0.0.99, which Linux has)", () => {
  it("from a public server to this machine or the local network is refused, by address and by name", async () => {
    const inner = await startModelServer(serveFile(bytes));
    for (const target of [`http://127.0.0.1:${inner.port}/m.gguf`, `http://localhost:${inner.port}/m.gguf`, `http://[::ffff:127.0.0.1]:${inner.port}/m.gguf`, "https://10.0.0.7/m.gguf", "https://169.254.169.254/latest/meta-data"]) {
      const outer = await startModelServer(leadTo(target), far);
      const { job } = await openPulls("http://localhost:1", { zoneOf: zones }).pull(`${outer.url}/m.gguf`);
      expect([target, job.state, job.error?.code]).toEqual([target, "failed", expect.stringMatching(/forbidden|bad-request/)]);
    }
    expect(inner.seen).toEqual([]);
  });

  it("from this machine to a public server is followed, and one to the same host too", async () => {
    const outer = await startModelServer((request, response, count) => (request.url === "/m.gguf" ? serveFile(bytes)(request, response, count) : leadTo("/m.gguf")(request, response, count)), far);
    const inner = await startModelServer(leadTo(`${outer.url}/first`));
    expect((await openPulls("http://localhost:1", { zoneOf: zones }).pull(`${inner.url}/m.gguf`)).job).toMatchObject({ state: "done" });
  });

  it("to another host takes no token along, nor does a pull from elsewhere", async () => {
    const store: ModelServer = await startModelServer(serveFile(bytes), far);
    const hub = await startModelServer(leadTo(`${store.url}/blob`, { "x-linked-size": bytes.length, "x-linked-etag": `"${sha256Of(bytes)}"` }));
    expect((await openPulls(hub.url).pull("hf:kim/tiny/m.gguf")).job.state).toBe("done");
    expect(hub.seen[0]!.authorization).toBe("Bearer hf_secret");
    expect(store.seen[0]!.authorization).toBeUndefined();
    const elsewhere = await startModelServer(serveFile(bytes));
    expect((await openPulls(hub.url).pull(`${elsewhere.url}/m.gguf`)).job.state).toBe("done");
    expect(elsewhere.seen[0]!.authorization).toBeUndefined();
  });

  it("in circles ends after ten, and one to plain http on another machine is refused", async () => {
    const circle = await startModelServer(leadTo("/m.gguf"));
    const { pull } = openPulls("http://localhost:1");
    expect((await pull(`${circle.url}/m.gguf`)).job.error).toMatchObject({ code: "download-failed", message: expect.stringContaining("more than 10 redirects") });
    expect(circle.seen).toHaveLength(11);
    const plain = await startModelServer(leadTo("http://example.com/m.gguf"));
    expect((await pull(`${plain.url}/m.gguf`)).job.error).toMatchObject({ code: "bad-request", message: expect.stringContaining("example.com is asked over http") });
  });
});

it("asks through the proxy of the environment, but never for this machine", async () => {
  const asked: string[] = [];
  const proxy: Server = createServer();
  proxy.on("connect", (request, socket) => {
    asked.push(request.url!);
    socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void proxy.close());
  const HTTPS_PROXY = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const server = await startModelServer(serveFile(bytes));
  const { pull } = openPulls("http://localhost:1", { environment: { HTTPS_PROXY, HTTP_PROXY: HTTPS_PROXY } });
  const { job } = await pull("https://models.example/m.gguf");
  expect(job).toMatchObject({ state: "failed", error: { code: "download-failed" } });
  expect(asked).toContain("models.example:443");
  expect((await pull(`${server.url}/m.gguf`)).job.state).toBe("done");
  expect(asked.every((host) => host === "models.example:443")).toBe(true);
});
