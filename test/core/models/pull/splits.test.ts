import { mkdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { serveFile, startModelServer } from "../../../helpers/modelServer.ts";
import { splitGguf } from "../../../helpers/splitGguf.ts";
import { tempFolder } from "../../../helpers/tempFolder.ts";
import { resourcesFolder } from "../openLibrary.ts";
import { openPulls, sha256Of } from "./openPulls.ts";

/** The embedded model, which the library of the test then has too, in three parts. */
function threeParts() {
  const folder = tempFolder();
  const paths = splitGguf(join(resourcesFolder, "models", "demo-support-v1.Q8_0.gguf"), 3, folder, "demo");
  return new Map(paths.map((path) => [basename(path), readFileSync(path)]));
}

describe("a pull of a split model", () => {
  it("brings all parts, each with the hub's hash, as one model, whichever part was named", async () => {
    const parts = threeParts();
    const store = await startModelServer((request, response, count) => serveFile(parts.get(basename(request.url!))!, { etag: '"one"', ...(count === 0 && { dropAfter: 100_000 }) })(request, response, count));
    const hub = await startModelServer((request, response) => {
      const bytes = parts.get(basename(request.url!));
      if (!bytes) return void response.writeHead(404).end();
      response.writeHead(302, { location: `${store.url}/${basename(request.url!)}`, "x-linked-etag": `"${sha256Of(bytes)}"`, "x-linked-size": bytes.length }).end();
    });
    const { pull, library, left, modelsFolder } = openPulls(hub.url);
    const { job, pulled } = await pull("hf:kim/demo/Q8_0/demo-00002-of-00003.gguf");
    expect(job.error).toBeNull();
    const sizeBytes = [...parts.values()].reduce((sum, { length }) => sum + length, 0);
    expect(job.progress).toMatchObject({ done: sizeBytes, total: sizeBytes });
    expect(pulled).toMatchObject({ fetchedBytes: sizeBytes, path: join(modelsFolder, "demo-00001-of-00003.gguf") });
    expect(left()).toEqual({ models: [...parts.keys()], incoming: [] });
    expect(library.list().filter(({ location }) => location.startsWith(modelsFolder))).toMatchObject([{ id: pulled!.modelId, fileState: "ready", provenance: "hf:kim/demo/Q8_0/demo-00002-of-00003.gguf" }]);
  });

  it("names the part that the server lacks, keeps those that came, and fetches only the rest the next time", async () => {
    const parts = threeParts();
    const lacking = new Set(["demo-00003-of-00003.gguf"]);
    const server = await startModelServer((request, response, count) => {
      const name = basename(request.url!);
      if (lacking.has(name)) return void response.writeHead(404).end();
      return serveFile(parts.get(name)!, { etag: '"one"' })(request, response, count);
    });
    const { pull, left, modelsFolder } = openPulls("http://localhost:1");
    const uri = `${server.url}/demo-00001-of-00003.gguf`;
    mkdirSync(modelsFolder, { recursive: true });
    const { job } = await pull(uri);
    expect(job.error).toMatchObject({ code: "not-found", message: expect.stringContaining("demo-00003-of-00003.gguf") });
    expect(left().models).toEqual([]);
    lacking.clear();
    const { pulled } = await pull(uri);
    expect(pulled).toMatchObject({ fetchedBytes: parts.get("demo-00003-of-00003.gguf")!.length });
    expect(left().models).toHaveLength(3);
  });
});
