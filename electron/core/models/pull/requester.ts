import { Agent as HttpAgent, request as requestHttp, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import { AppError } from "../../../../shared/errors.ts";
import { zoneOf as systemZoneOf, type Zone } from "./addressZone.ts";
import { holdBody, type Body } from "./holdBody.ts";
import { networkFailure, stalled } from "./failures.ts";
import { createGuard, type Guard } from "./guardedLookup.ts";
import { checkAddress, isLoopbackHost } from "./parseUri.ts";

/** What the hub says of a file's bytes before it leads to the server that has them. */
export type Linked = { sha256: string | null; sizeBytes: number | null; commit: string | null };
export type Answer = { status: number; headers: IncomingHttpHeaders; url: URL; linked: Linked; body: Body };
type Ask = { method: "GET" | "HEAD"; headersFor?: (linked: Linked) => Record<string, string>; signal: AbortSignal; untilLinked?: boolean };
type Sent = { answer: IncomingMessage; body: Body; remoteAddress: string | null };
export type Requester = ReturnType<typeof createRequester>;

export type RequesterParts = {
  /** Where the hub is; only this origin is given the token. */
  hub: URL;
  hubToken: string | undefined;
  /** `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`. */
  environment: NodeJS.ProcessEnv;
  idleMs: number;
  userAgent: string;
  zoneOf?: typeof systemZoneOf;
};

const mostRedirects = 10;
const redirects = new Set([301, 302, 303, 307, 308]);
const proxyNames = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"];

function linkedOf(headers: IncomingHttpHeaders): Linked {
  const text = (name: string) => (typeof headers[name] === "string" ? headers[name] : "");
  const size = /^\d{1,15}$/.test(text("x-linked-size")) ? Number(text("x-linked-size")) : null;
  return { sha256: /^"?([0-9a-f]{64})"?$/.exec(text("x-linked-etag"))?.[1] ?? null, sizeBytes: size, commit: /^[0-9a-f]{40}$/.exec(text("x-repo-commit"))?.[0] ?? null };
}

/** Asks servers over HTTP, and follows where they lead: never to a nearer network, never with the hub's token to another host. */
export function createRequester({ hub, hubToken, environment, idleMs, userAgent, zoneOf = systemZoneOf }: RequesterParts) {
  const proxies = new Set(proxyNames.flatMap((name) => (URL.canParse(environment[name] ?? "") ? [new URL(environment[name]!).hostname] : [])));
  const proxied = { http: new HttpAgent({ proxyEnv: environment }), https: new HttpsAgent({ proxyEnv: environment }) };
  const direct = { http: new HttpAgent(), https: new HttpsAgent() };

  function send(url: URL, headers: Record<string, string>, { method, signal }: Ask, guard: Guard): Promise<Sent> {
    const agents = isLoopbackHost(url.hostname) ? direct : proxied;
    const options = { method, headers, signal, timeout: idleMs, lookup: guard.lookup };
    return new Promise((resolve, reject) => {
      let answer: IncomingMessage | undefined;
      const fail = (error: unknown) => (answer ? answer.destroy(error as Error) : reject(error as Error));
      const request = url.protocol === "https:" ? requestHttps(url, { ...options, agent: agents.https }) : requestHttp(url, { ...options, agent: agents.http });
      request.on("timeout", () => {
        const failure = stalled(url.host, idleMs);
        fail(failure);
        request.destroy(failure);
      });
      request.on("error", (error) => fail(networkFailure(error, url.host)));
      request.on("response", (message) => {
        answer = message;
        // Later the socket may be gone.
        resolve({ answer: message, body: holdBody(message), remoteAddress: message.socket.remoteAddress ?? null });
      });
      request.end();
    });
  }

  /** How near the server was that answered. Behind a proxy that can't be seen, and counts as far. */
  function zoneOfServer(url: URL, remoteAddress: string | null): Zone {
    if (remoteAddress === null || (proxies.size > 0 && !isLoopbackHost(url.hostname))) return "public";
    return zoneOf(remoteAddress);
  }

  function next(url: URL, { headers }: IncomingMessage): URL {
    const refuse = (why: string) => new AppError("download-failed", `${url.host} leads to ${why}.`, { fix: "Give the address that it should lead to." });
    const target = headers.location ?? "";
    if (!URL.canParse(target, url.href)) throw refuse("an address that is none");
    const to = new URL(target, url);
    if (url.protocol === "https:" && to.protocol === "http:") throw refuse(`${to.host} without encryption`);
    checkAddress(to);
    return to;
  }

  return {
    hub,
    /**
     * The answer after at most ten redirects, whatever its status; its body must be read or destroyed. `headersFor` is asked at each
     * hop. `untilLinked`: the hub's word on the file is enough. Throws `download-failed`, `forbidden` for a redirect into a nearer
     * network.
     */
    async ask(address: URL, ask: Ask): Promise<Answer> {
      let url = address;
      let linked: Linked = { sha256: null, sizeBytes: null, commit: null };
      let guard = createGuard({ zoneOf, most: "reserved", trusted: proxies });
      for (let hop = 0; hop <= mostRedirects; hop++) {
        const isHub = url.origin === hub.origin;
        const token: Record<string, string> = isHub && hubToken ? { authorization: `Bearer ${hubToken}` } : {};
        guard.checkHost(url.hostname);
        const { answer, body, remoteAddress } = await send(url, { "user-agent": userAgent, "accept-encoding": "identity", ...ask.headersFor?.(linked), ...token }, ask, guard);
        const status = answer.statusCode ?? 0;
        if (isHub) linked = mergeLinked(linked, linkedOf(answer.headers));
        if (!redirects.has(status) || (ask.untilLinked && linked.sizeBytes !== null)) return { status, headers: answer.headers, url, linked, body };
        const zone = zoneOfServer(url, remoteAddress);
        body.destroy();
        const to = next(url, answer);
        // The same host once more is no nearer than it was.
        if (to.hostname !== url.hostname) guard = createGuard({ zoneOf, most: zone, trusted: proxies });
        url = to;
      }
      throw new AppError("download-failed", `${address.host} leads in circles: more than ${mostRedirects} redirects.`, { fix: "Give the address that it should lead to." });
    },
  };
}

function mergeLinked(before: Linked, now: Linked): Linked {
  return { sha256: now.sha256 ?? before.sha256, sizeBytes: now.sizeBytes ?? before.sizeBytes, commit: now.commit ?? before.commit };
}
