import { randomBytes } from "node:crypto";
import { isIPv6, type AddressInfo, type Socket } from "node:net";
import fastifyCookie from "@fastify/cookie";
import fastifyWebsocket from "@fastify/websocket";
import Fastify from "fastify";
import { z } from "zod";
import type { CoreContract } from "../../../shared/contract.ts";
import { AppError } from "../../../shared/errors.ts";
import type { Services } from "../../../shared/rpc/contract.ts";
import { cookieNameFor, createAccess } from "./access.ts";
import { answerError } from "./answerError.ts";
import { serveConsole } from "./consoleFiles.ts";
import { serveReceiving } from "./receivingRoutes.ts";
import { serveRpcSocket } from "./rpcSocket.ts";
import { createTurnedAway } from "./turnedAway.ts";

type Parts = {
  services: Services<CoreContract>;
  /** Takes in what programs elsewhere send. */
  receiving: Parameters<typeof serveReceiving>[1];
  /** False while core starts or ends: `/readyz` then answers 503. */
  isReady: () => boolean;
  rendererFolder: string;
  host: string;
  /** 0: any free one. */
  port: number;
};

/** `url` opens the console signed in; `gatewayUrl` is the base of the programs' paths. */
export type Listener = {
  url: string;
  gatewayUrl: string;
  token: string;
  /** What was turned away so far, in one line; null: nothing. */
  turnedAway(): string | null;
  close(): Promise<void>;
};

const SessionRequest = z.object({ token: z.string().max(200) });

/** A 10 MB prompt with every character escaped sixfold fits. */
const maxMessageBytes = 96 * 1024 * 1024;
const goodbyeMs = 300;

/** The one HTTP listener: console, WebSocket and health; other issues add their paths to `guarded`. Throws `bad-request` where the address can't be listened on. */
export async function createListener({ services, receiving, isReady, rendererFolder, host, port }: Parts): Promise<Listener> {
  const token = randomBytes(32).toString("base64url");
  const access = createAccess({ token, host });
  const app = Fastify({ bodyLimit: 1024 * 1024, forceCloseConnections: true, routerOptions: { maxParamLength: 500 } });
  const sockets = new Set<Socket>();
  app.server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  const turnedAway = createTurnedAway();
  app.server.on("clientError", turnedAway.note);
  app.setErrorHandler((error: Error, request, reply) => {
    turnedAway.note(error);
    return answerError(error, request, reply);
  });
  app.addHook("onRequest", async (request) => access.checkSource(request));
  await app.register(fastifyCookie);
  await app.register(fastifyWebsocket, { options: { maxPayload: maxMessageBytes, perMessageDeflate: false } });

  app.get("/healthz", () => ({ status: "ok" }));
  app.get("/readyz", (_request, reply) => (isReady() ? reply.send({ status: "ok" }) : reply.code(503).send({ status: "starting" })));
  /** Trades the token for a cookie, which scripts can't read and other sites can't send. */
  app.post("/session", (request, reply) => {
    const { token: given } = SessionRequest.parse(request.body);
    access.checkToken(given);
    return reply.setCookie(cookieNameFor(request), token, { path: "/", httpOnly: true, sameSite: "strict" }).send({});
  });
  await serveConsole(app, rendererFolder);

  await app.register(async (guarded) => {
    guarded.addHook("onRequest", async (request) => access.checkSignedIn(request));
    serveRpcSocket(guarded, services);
    await serveReceiving(guarded, receiving);
  });

  app.setNotFoundHandler((request) => {
    access.checkSignedIn(request);
    throw new AppError("not-found", `There is nothing at ${request.method} ${request.url.slice(0, 200)}.`, { fix: "What there is: GET / (console), GET /rpc (WebSocket), POST /v1/traces, POST /v1/feedback, POST /session, GET /healthz, GET /readyz." });
  });

  try {
    await app.listen({ host, port });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new AppError("bad-request", `Can't listen on ${host}:${port}: ${code === "EADDRINUSE" ? "something else listens there" : message}.`, { fix: "Choose another --port (0 takes a free one) or --host.", cause: error });
  }
  const address = app.server.address() as AddressInfo;
  const base = `http://${nameToOpen(host)}:${address.port}`;
  return {
    url: `${base}/#token=${token}`,
    gatewayUrl: `${base}/v1`,
    token,
    turnedAway: turnedAway.summary,
    async close() {
      const closed = app.close();
      // Whoever does not answer the goodbye is hung up on.
      const limit = setTimeout(() => sockets.forEach((socket) => socket.destroy()), goodbyeMs);
      await closed;
      clearTimeout(limit);
    },
  };
}

/** What a browser on this machine opens; "all addresses" is no address. */
function nameToOpen(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return isIPv6(host) ? `[${host}]` : host;
}
