import { createHash, timingSafeEqual } from "node:crypto";
import { isIP } from "node:net";
import { hostname } from "node:os";
import type { FastifyRequest } from "fastify";
import { AppError } from "../../../shared/errors.ts";

type Parts = { token: string; host: string };

/** Who may ask the listener anything: by token, by the name it was called by, by the page that asks. */
export function createAccess({ token, host }: Parts) {
  const expected = digest(token);
  const ownNames = new Set(["localhost", hostname().toLowerCase(), host.toLowerCase()]);

  function checkToken(given: string | undefined): void {
    if (given !== undefined && timingSafeEqual(digest(given.trim()), expected)) return;
    throw new AppError("unauthorized", given === undefined ? "This needs the token of this start." : "The token is not the one of this start.", {
      fix: "Send `Authorization: Bearer TOKEN` with the token that `tapedeck serve` printed, or open the address that it printed.",
    });
  }

  return {
    /**
     * A page of a stranger can make its own name point at this machine (DNS rebinding), but not at a bare address; so addresses and
     * this machine's names are let in, whatever the port is (it may be forwarded). An `Origin` must be this very listener. Throws `forbidden`.
     */
    checkSource({ headers }: FastifyRequest): void {
      const called = nameOf(`http://${headers.host ?? ""}`);
      if (!called || !(isIP(called) || ownNames.has(called))) {
        throw new AppError("forbidden", `This listener does not answer to the name ${JSON.stringify(headers.host ?? "")}.`, { fix: "Use the address that `tapedeck serve` printed, or give that name as --host.", details: { header: "Host" } });
      }
      const { origin } = headers;
      if (origin !== undefined && hostOf(origin) !== headers.host) {
        throw new AppError("forbidden", `Pages of ${JSON.stringify(origin)} may not use this listener.`, { fix: "Open the console at the address that `tapedeck serve` printed.", details: { header: "Origin" } });
      }
    },
    checkToken,
    /** By `Authorization: Bearer TOKEN` or by the console's cookie. Throws `unauthorized`. */
    checkSignedIn(request: FastifyRequest): void {
      checkToken(/^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? request.cookies[cookieNameFor(request)]);
    },
  };
}

/** Cookies don't know ports: without the number, two listeners on one machine would take each other's. */
export const cookieNameFor = ({ socket }: FastifyRequest) => `tapedeck_${socket.localPort}`;

// Compared as digests: equal lengths, and the time says nothing about the token.
const digest = (text: string) => createHash("sha256").update(text).digest();

const nameOf = (url: string) => (URL.canParse(url) ? new URL(url).hostname.toLowerCase().replace(/^\[|\]$/g, "") : undefined);
const hostOf = (url: string) => (URL.canParse(url) ? new URL(url).host : undefined);
