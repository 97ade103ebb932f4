import { connect as connectSocket } from "node:net";
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { request as httpRequest, type IncomingHttpHeaders, type RequestOptions } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WebSocket } from "ws";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createListener, type Listener } from "../../../electron/core/http/createListener.ts";
import { core, type CoreContract } from "../../../shared/contract.ts";
import { connect } from "../../../shared/rpc/connect.ts";
import type { Services } from "../../../shared/rpc/contract.ts";
import { webSocketPort } from "../../../shared/rpc/webSocketPort.ts";

let listener: Listener;
let port: number;
let isReady = true;
let made = 0;
const rendererFolder = mkdtempSync(join(tmpdir(), "tapedeck-assets #% é-"));

// Only what the questions below need of the contract.
const services = {
  app: { listFolder: ({ path }: { path?: string }) => ({ path: path ?? "/", parent: null, entries: [] }) },
  interactions: {
    /** A stream without end, in items of a megabyte. */
    async *watch(_input: object, signal: AbortSignal) {
      while (!signal.aborted) yield { interaction: `${made++} ${"x".repeat(1_000_000)}` };
    },
  },
} as unknown as Services<CoreContract>;
const receiving = {} as Parameters<typeof createListener>[0]["receiving"];

beforeAll(async () => {
  mkdirSync(join(rendererFolder, "assets"));
  writeFileSync(join(rendererFolder, "index.html"), "<title>Tapedeck</title>");
  writeFileSync(join(rendererFolder, "assets/app-1234.js"), "export {};");
  writeFileSync(join(rendererFolder, "..", "tapedeck-secret.txt"), "not yours");
  listener = await createListener({ services, receiving, isReady: () => isReady, rendererFolder, host: "127.0.0.1", port: 0 });
  port = Number(new URL(listener.url).port);
});
afterAll(async () => {
  await listener.close();
  rmSync(rendererFolder, { recursive: true });
  rmSync(join(rendererFolder, "..", "tapedeck-secret.txt"));
});

type Answer = { status: number; headers: IncomingHttpHeaders; body: string };

/** Plain HTTP, because `fetch` lets no one choose Host and Origin. */
function ask(path: string, options: RequestOptions & { body?: string } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: "127.0.0.1", port, path, ...options }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
      response.on("end", () => resolve({ status: response.statusCode!, headers: response.headers, body }));
    });
    request.on("error", reject).end(options.body);
  });
}

const withToken = () => ({ authorization: `Bearer ${listener.token}` });
const signIn = (token: string) => ask("/session", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ token }) });

describe("the listener", () => {
  it("says its health to anyone, and nothing but its status", async () => {
    expect(await ask("/healthz")).toMatchObject({ status: 200, body: '{"status":"ok"}' });
    expect((await ask("/readyz")).status).toBe(200);
    isReady = false;
    expect(await ask("/readyz")).toMatchObject({ status: 503, body: '{"status":"starting"}' });
    isReady = true;
  });

  it("listens on 127.0.0.1 and names an address that ends in the token", () => {
    expect(listener.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/);
    expect(listener.gatewayUrl).toBe(`http://127.0.0.1:${port}/v1`);
  });

  it("gives the console to a browser without a token, with the policy of the window", async () => {
    const { status, body, headers } = await ask("/");
    expect([status, body]).toEqual([200, "<title>Tapedeck</title>"]);
    expect(headers["content-security-policy"]).toContain("script-src 'self'");
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["cache-control"]).toBe("no-cache");
    expect((await ask("/assets/app-1234.js")).headers["cache-control"]).toContain("immutable");
  });

  it("gives no file beside the console's, and lists no folder", async () => {
    for (const path of ["/../tapedeck-secret.txt", "/%2e%2e/tapedeck-secret.txt", "/..%2ftapedeck-secret.txt", "/assets", "/assets/"]) {
      const { status, body } = await ask(path, { headers: withToken() });
      expect([path, status]).toEqual([path, 404]);
      expect(body).not.toContain("not yours");
    }
  });

  it("answers an unknown path without a token by 401, with one by a JSON 404 that lists what exists", async () => {
    expect(await ask("/v1/nope")).toMatchObject({ status: 401 });
    const { status, headers, body } = await ask("/v1/nope", { headers: withToken() });
    expect(status).toBe(404);
    expect(headers["content-type"]).toContain("application/json");
    expect(JSON.parse(body)).toMatchObject({ error: { code: "not-found", message: "There is nothing at GET /v1/nope.", fix: expect.stringContaining("/rpc") } });
  });

  it("refuses a wrong token and takes the right one as a cookie that scripts can't read", async () => {
    expect(await signIn("wrong")).toMatchObject({ status: 401 });
    expect(await ask("/v1/nope", { headers: { authorization: "Bearer wrong" } })).toMatchObject({ status: 401 });
    const { status, headers } = await signIn(listener.token);
    expect(status).toBe(200);
    const cookie = headers["set-cookie"]![0]!;
    expect(cookie).toMatch(new RegExp(`^tapedeck_${port}=.*HttpOnly.*SameSite=Strict`));
    expect((await ask("/v1/nope", { headers: { cookie: cookie.split(";")[0]! } })).status).toBe(404);
  });

  it("says what is wrong with a body that is broken or too large", async () => {
    const send = (body: string, type = "application/json") => ask("/session", { method: "POST", headers: { "content-type": type }, body });
    expect(await send("{")).toMatchObject({ status: 400 });
    expect(await send('{"token":7}')).toMatchObject({ status: 400, body: expect.stringContaining("token") });
    expect(await send("x", "text/strange")).toMatchObject({ status: 415 });
    expect(JSON.parse((await send(JSON.stringify({ token: "x".repeat(2_000_000) }))).body)).toMatchObject({ error: { code: "too-large" } });
  });

  it("answers only to its own names, so that a rebound name reaches nothing", async () => {
    for (const host of ["evil.example", `evil.example:${port}`, "127.0.0.1.evil.example"]) expect([host, (await ask("/healthz", { headers: { host } })).status]).toEqual([host, 403]);
    for (const host of ["localhost:8080", `127.0.0.1:${port}`, "[::1]:9"]) expect([host, (await ask("/healthz", { headers: { host } })).status]).toEqual([host, 200]);
  });

  it("lets no page of another origin in, also with the token", async () => {
    const host = `127.0.0.1:${port}`;
    for (const origin of ["http://evil.example", "null", `http://127.0.0.1:${port + 1}`]) {
      expect([origin, (await ask("/v1/nope", { headers: { ...withToken(), host, origin } })).status]).toEqual([origin, 403]);
    }
    expect((await ask("/v1/nope", { headers: { ...withToken(), host, origin: `http://${host}` } })).status).toBe(404);
  });

  it("says that an address is taken", async () => {
    const second = createListener({ services, receiving, isReady: () => true, rendererFolder, host: "127.0.0.1", port });
    await expect(second).rejects.toMatchObject({ code: "bad-request", message: `Can't listen on 127.0.0.1:${port}: something else listens there.` });
  });
});

describe("/rpc", () => {
  const open = (headers: Record<string, string>) =>
    new Promise<WebSocket>((resolve, reject) => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, { headers });
      socket.on("open", () => resolve(socket)).on("unexpected-response", (_request, { statusCode }) => reject(new Error(String(statusCode)))).on("error", reject);
    });

  it("speaks the contract to one who has the token", async () => {
    const socket = await open(withToken());
    const client = connect(core, webSocketPort(socket));
    expect(await client.app.listFolder({ path: "/x" })).toEqual({ path: "/x", parent: null, entries: [] });
    socket.close();
  });

  it("turns away one without a token and a page of another origin", async () => {
    await expect(open({})).rejects.toThrow("401");
    await expect(open({ ...withToken(), origin: "http://evil.example" })).rejects.toThrow("403");
  });

  it("makes no more for a reader that stops than the protocol's credit, and hangs up on one that asked for very much", async () => {
    const socket = await open(withToken());
    const closed = new Promise((resolve) => socket.on("error", () => {}).once("close", resolve));
    const watch = (id: number) => socket.send(JSON.stringify({ type: "ask", id, service: "interactions", method: "watch", input: {} }));
    socket.pause();
    watch(0);
    await expect.poll(() => made).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(made).toBeLessThan(4);
    for (let id = 1; id < 300; id++) watch(id);
    await expect.poll(() => made, { timeout: 10_000 }).toBeGreaterThan(120);
    socket.resume();
    await closed;
  });

  it("hangs up on a message above the limit and on what is not of the protocol", async () => {
    for (const message of ["x".repeat(97 * 1024 * 1024), "hello"]) {
      const socket = await open(withToken());
      const closed = new Promise((resolve) => socket.once("close", resolve));
      socket.on("error", () => {});
      socket.send(message);
      await closed;
    }
  });
});

it("counts what it turned away, by reason", async () => {
  const own = await createListener({ services, receiving, isReady: () => true, rendererFolder, host: "127.0.0.1", port: 0 });
  const port = Number(new URL(own.url).port);
  expect(own.turnedAway()).toBe(null);
  const signInWith = (body: string) => ask("/session", { port, method: "POST", headers: { "content-type": "application/json" }, body });
  await ask("/healthz", { port });
  for (const path of ["/v1/a", "/v1/b"]) await ask(path, { port });
  await ask("/healthz", { port, headers: { host: "evil.example" } });
  await ask("/healthz", { port, headers: { origin: "http://evil.example" } });
  await signInWith("{");
  await signInWith(" ".repeat(2 * 1024 * 1024)).catch(() => {});
  const socket = connectSocket(port, "127.0.0.1");
  await new Promise((resolve) => socket.on("close", resolve).resume().end("this is no HTTP\r\n\r\n"));
  expect(own.turnedAway()).toBe("Turned away, by reason: token 2, Host 1, Origin 1, broken HTTP 2, size 1.");
  await own.close();
});

it("ends at once although connections are open", async () => {
  const second = await createListener({ services, receiving, isReady: () => true, rendererFolder, host: "127.0.0.1", port: 0 });
  const { port: secondPort } = new URL(second.url);
  const idle = connectSocket(Number(secondPort), "127.0.0.1");
  await new Promise((resolve) => idle.once("connect", resolve));
  const socket = new WebSocket(`ws://127.0.0.1:${secondPort}/rpc`, { headers: { authorization: `Bearer ${second.token}` } });
  await new Promise((resolve) => socket.once("open", resolve));
  const startedAt = performance.now();
  await second.close();
  expect(performance.now() - startedAt).toBeLessThan(1000);
  idle.destroy();
});
