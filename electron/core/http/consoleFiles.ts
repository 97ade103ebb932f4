import { existsSync } from "node:fs";
import { join, sep } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { AppError } from "../../../shared/errors.ts";
import { pageHeaders } from "../../../shared/pageHeaders.ts";

/**
 * The console's own files: the same for everyone, so they need no token. Page and token stand in the address's fragment, which
 * only the page sees, so `/` is every page's address.
 */
export async function serveConsole(app: FastifyInstance, rendererFolder: string): Promise<void> {
  if (!existsSync(join(rendererFolder, "index.html"))) {
    app.get("/", () => {
      throw new AppError("not-found", "The console is not built.", { fix: "Run `npm run build` and start again." });
    });
    return;
  }
  await app.register(fastifyStatic, {
    root: rendererFolder,
    // Routes for the files that exist, made once: nothing else of the folder can be asked for.
    wildcard: false,
    cacheControl: false,
    setHeaders(reply, path) {
      for (const [name, value] of Object.entries(pageHeaders)) reply.header(name, value);
      // The build names its assets by their content.
      reply.header("cache-control", path.startsWith(join(rendererFolder, "assets") + sep) ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
}
