import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { serveFile, startModelServer } from "../../../helpers/modelServer.ts";
import { until } from "../../../helpers/until.ts";
import { modelBytes, openPulls, sha256Of } from "./openPulls.ts";

const bytes = modelBytes(300_000);
const sha256 = sha256Of(bytes);

describe("a pull", () => {
  it("fetches a file from the web, adds it to the library with where it came from, and leaves nothing behind", async () => {
    const server = await startModelServer(serveFile(bytes, { etag: '"one"' }));
    const { pull, library, left, modelsFolder } = openPulls("http://localhost:1");
    const { job, pulled } = await pull(`${server.url}/files/Tiny%20Model.Q8_0.gguf?signature=secret`, { name: "Mine" });
    expect(job).toMatchObject({ state: "done", kind: "pull", title: "Pull Tiny Model.Q8_0", subject: `${server.url}/files/Tiny%20Model.Q8_0.gguf`, progress: { done: bytes.length, total: bytes.length, unit: "bytes" } });
    expect(pulled).toMatchObject({ name: "Mine", sha256, sizeBytes: bytes.length, fetchedBytes: bytes.length, alreadyThere: false, path: join(modelsFolder, "Tiny Model.Q8_0.gguf") });
    expect(library.get(pulled!.modelId)).toMatchObject({ fileState: "ready", provenance: `${server.url}/files/Tiny%20Model.Q8_0.gguf` });
    expect(readFileSync(pulled!.path)).toEqual(bytes);
    expect(left()).toEqual({ models: ["Tiny Model.Q8_0.gguf"], incoming: [] });
  });

  it("follows the hub to the server that has the bytes, whom it gives no token", async () => {
    const store = await startModelServer(serveFile(bytes, { etag: '"cdn"' }));
    const hub = await startModelServer((_, response) => void response.writeHead(302, { location: `${store.url}/blob`, "x-linked-etag": `"${sha256}"`, "x-linked-size": bytes.length, "x-repo-commit": "0".repeat(40) }).end());
    const { pull } = openPulls(hub.url);
    const { job } = await pull("hf:kim/tiny-GGUF@v1/deep/tiny model.gguf", { sha256: sha256 });
    expect(job.state).toBe("done");
    expect(hub.seen).toMatchObject([{ path: "/kim/tiny-GGUF/resolve/v1/deep/tiny%20model.gguf", authorization: "Bearer hf_secret" }]);
    expect(store.seen).toMatchObject([{ authorization: undefined }]);
  });

  it("finds the file of a quantization in the hub's list", async () => {
    const hub = await startModelServer((request, response, count) => {
      if (request.url === "/api/models/kim/tiny-GGUF/revision/main") response.end(JSON.stringify({ sha: "c".repeat(40), siblings: [{ rfilename: "README.md" }, { rfilename: "tiny.Q4_K_M.gguf" }, { rfilename: "tiny.Q8_0.gguf" }] }));
      else void serveFile(bytes)(request, response, count);
    });
    const { pull } = openPulls(hub.url);
    expect((await pull("hf:kim/tiny-GGUF:q4_k_m")).job.state).toBe("done");
    expect(hub.seen[1]!.path).toBe(`/kim/tiny-GGUF/resolve/${"c".repeat(40)}/tiny.Q4_K_M.gguf`);
    expect((await pull("hf:kim/tiny-GGUF:Q5_K_M")).job.error).toMatchObject({ code: "not-found", fix: "It has tiny.Q4_K_M.gguf, tiny.Q8_0.gguf." });
  });

  it("fetches nothing that the library has", async () => {
    const server = await startModelServer(serveFile(bytes));
    const { pull, left } = openPulls("http://localhost:1");
    const first = await pull(`${server.url}/a.gguf`);
    const again = await pull(`${server.url}/b.gguf`, { sha256 });
    expect(again.pulled).toMatchObject({ modelId: first.pulled!.modelId, alreadyThere: true, fetchedBytes: 0 });
    const unknowing = await pull(`${server.url}/b.gguf`);
    expect(unknowing.pulled).toMatchObject({ modelId: first.pulled!.modelId, alreadyThere: true, fetchedBytes: bytes.length, path: first.pulled!.path });
    expect(left()).toEqual({ models: ["a.gguf"], incoming: [] });
  });

  it("never takes the name of a file that is there", async () => {
    const other = modelBytes(2000, "b");
    const server = await startModelServer((request, response, count) => serveFile(request.url === "/1/same.gguf" ? bytes : other)(request, response, count));
    const { pull, modelsFolder } = openPulls("http://localhost:1");
    await pull(`${server.url}/1/same.gguf`);
    const { pulled } = await pull(`${server.url}/2/same.gguf`);
    expect(pulled!.path).toBe(join(modelsFolder, "same 2", "same.gguf"));
    expect(readFileSync(join(modelsFolder, "same.gguf"))).toEqual(bytes);
  });

  it("is one job for one URI, can be cancelled, and goes on from there", async () => {
    let isHeld = true;
    const server = await startModelServer((request, response, count) => {
      if (!isHeld) return serveFile(bytes, { etag: '"one"' })(request, response, count);
      response.writeHead(200, { etag: '"one"', "content-length": bytes.length }).write(bytes.subarray(0, 200_000));
    });
    const { start, jobOf, jobs, pulls, pull } = openPulls("http://localhost:1");
    const uri = `${server.url}/m.gguf`;
    const jobId = await start(uri);
    expect(await start(uri)).toBe(jobId);
    await until(() => (jobOf(jobId).progress?.done ?? 0) === 200_000);
    expect(await pulls.unfinishedPulls({}, new AbortController().signal)).toMatchObject([{ uri, doneBytes: 200_000, totalBytes: bytes.length, jobId }]);
    expect((await jobs.cancel({ id: jobId })).state).toBe("cancelled");
    expect(await pulls.unfinishedPulls({}, new AbortController().signal)).toMatchObject([{ uri, name: "m", doneBytes: 200_000, jobId: null }]);
    isHeld = false;
    const { pulled } = await pull(uri);
    expect(pulled).toMatchObject({ sha256, fetchedBytes: bytes.length - 200_000 });
    expect(server.seen.at(-1)).toMatchObject({ range: "bytes=200000-", ifRange: '"one"' });
    expect(await pulls.unfinishedPulls({}, new AbortController().signal)).toEqual([]);
  });

  it("discards what was fetched when asked", async () => {
    const server = await startModelServer((_, response) => void response.writeHead(200, { "content-length": bytes.length }).write(bytes.subarray(0, 1000)));
    const { start, jobOf, jobs, pulls, left } = openPulls("http://localhost:1");
    const uri = `${server.url}/m.gguf`;
    const signal = new AbortController().signal;
    const jobId = await start(uri);
    await until(() => (jobOf(jobId).progress?.done ?? 0) === 1000);
    await expect(pulls.discardPull({ uri }, signal)).rejects.toMatchObject({ code: "busy" });
    await jobs.cancel({ id: jobId });
    await pulls.discardPull({ uri }, signal);
    expect(left().incoming).toEqual([]);
  });
});
