import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "../../../shared/errors.ts";
import { pageHeaders } from "../../../shared/pageHeaders.ts";

/** Paths that belong to programs; every other one may be a page of the console. */
const programPaths = /^\/(v1|api|rpc|session|metrics|healthz|readyz)(\/|\?|$)/;

/**
 * The console's own files: the same for everyone, so they need no token (the token is in the address's fragment, which only the
 * page sees). Gives what answers a page's address: the app, which then shows that page.
 */
export async function serveConsole(app: FastifyInstance, rendererFolder: string) {
  const isBuilt = existsSync(join(rendererFolder, "index.html"));
  if (isBuilt) {
    await app.register(fastifyStatic, {
      root: rendererFolder,
      // Routes for the files that exist, made once: nothing else of the folder can be asked for.
      wildcard: false,
      cacheControl: false,
      setHeaders(reply, path) {
        for (const [name, value] of Object.entries(pageHeaders)) reply.header(name, value);
        // The build names its assets by their content.
        reply.header("cache-control", path.includes("assets") ? "public, max-age=31536000, immutable" : "no-cache");
      },
    });
  }
  return {
    isPage: ({ method, url, headers }: FastifyRequest) => method === "GET" && !programPaths.test(url) && (headers.accept ?? "").includes("text/html"),
    sendPage(reply: FastifyReply) {
      if (!isBuilt) throw new AppError("not-found", "The console is not built.", { fix: "Run `npm run build`." });
      return reply.sendFile("index.html");
    },
  };
}
