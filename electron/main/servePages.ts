import { join, normalize, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { net, protocol } from "electron";
import { pageHeaders } from "../../shared/pageHeaders.ts";
import { rendererFolder } from "./places.ts";

/** `app://tapedeck/`: the built page and its files. */
export function servePages(): void {
  protocol.handle("app", async ({ url }) => {
    const file = join(rendererFolder, normalize(decodeURIComponent(new URL(url).pathname)));
    const isOurs = file.startsWith(rendererFolder + sep);
    const found = isOurs && (await net.fetch(pathToFileURL(file.endsWith(sep) ? join(file, "index.html") : file).href).catch(() => false as const));
    if (!found) return new Response("Not found", { status: 404, headers: pageHeaders });
    return new Response(found.body, { headers: { ...pageHeaders, "content-type": found.headers.get("content-type") ?? "application/octet-stream" } });
  });
}
