import { extname, join, normalize } from "node:path";
import { pathToFileURL } from "node:url";
import { net, protocol } from "electron";
import { pageHeaders } from "../../shared/pageHeaders.ts";
import { rendererFolder } from "./places.ts";

/** `app://tapedeck/…`: the built pages. An address without a file's ending is a page's, and gets the app. */
export function servePages(): void {
  protocol.handle("app", async ({ url }) => {
    const path = normalize(decodeURIComponent(new URL(url).pathname));
    const file = join(rendererFolder, extname(path) === "" ? "index.html" : path);
    const found = file.startsWith(rendererFolder) ? await net.fetch(pathToFileURL(file).href).catch(() => undefined) : undefined;
    if (!found) return new Response("Not found", { status: 404, headers: pageHeaders });
    return new Response(found.body, { headers: { ...pageHeaders, "content-type": found.headers.get("content-type") ?? "application/octet-stream" } });
  });
}
