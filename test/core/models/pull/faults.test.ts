import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { folderOf, writeRecord } from "../../../../electron/core/models/pull/pullRecord.ts";
import { serveFile, startModelServer } from "../../../helpers/modelServer.ts";
import { modelBytes, openPulls, sha256Of } from "./openPulls.ts";

const bytes = modelBytes(300_000);
const sha256 = sha256Of(bytes);
const other = modelBytes(300_000, "b");
const noHub = "http://localhost:1";

describe("a pull from a server that misbehaves", () => {
  it("goes on where the connection was dropped, again and again, and fetches nothing twice", async () => {
    const server = await startModelServer(serveFile(bytes, { etag: '"one"', dropAfter: 40_000 }));
    const { job, pulled, notes } = await openPulls(noHub).pull(`${server.url}/m.gguf`);
    expect(job.error).toBeNull();
    expect(pulled).toMatchObject({ sha256, fetchedBytes: bytes.length });
    expect(server.seen.length).toBe(Math.ceil(bytes.length / 40_000));
    expect(server.seen.slice(1).every(({ ifRange }) => ifRange === '"one"')).toBe(true);
    expect(notes.join()).toContain("dropped the connection. Trying again in");
  });

  it("starts over when the file has changed meanwhile, and says so", async () => {
    const server = await startModelServer((request, response, count) => serveFile(count === 0 ? bytes : other, { etag: count === 0 ? '"one"' : '"two"', ...(count === 0 && { dropAfter: 100_000 }) })(request, response, count));
    const { pulled, notes } = await openPulls(noHub).pull(`${server.url}/m.gguf`);
    expect(pulled).toMatchObject({ sha256: sha256Of(other), fetchedBytes: 100_000 + other.length });
    expect(notes).toContain(`The file at ${server.host} has changed. Started over.`);
  });

  it("starts over when the server answers a range with the whole file, or has no ETag to go by", async () => {
    const server = await startModelServer((request, response, count) => serveFile(bytes, { etag: '"one"', noRanges: true, ...(count === 0 && { dropAfter: 100_000 }) })(request, response, count));
    const { pulled, notes } = await openPulls(noHub).pull(`${server.url}/m.gguf`);
    expect(pulled).toMatchObject({ sha256 });
    expect(notes).toContain(`${server.host} can't go on in the middle of a file. Started over.`);

    const nameless = await startModelServer((request, response, count) => serveFile(bytes, count === 0 ? { dropAfter: 100_000 } : {})(request, response, count));
    expect((await openPulls(noHub).pull(`${nameless.url}/m.gguf`)).pulled).toMatchObject({ sha256 });
    expect(nameless.seen[1]!.range).toBeUndefined();
  });

  it("goes by the hub's hash where the server that has the bytes gives another ETag each time", async () => {
    const server = await startModelServer((request, response, count) => {
      if (request.url === "/blob") return serveFile(bytes, { etag: `"${count}"`, dropAfter: 120_000 })(request, response, count);
      response.writeHead(302, { location: "/blob", "x-linked-etag": `"${sha256}"`, "x-linked-size": bytes.length }).end();
    });
    expect((await openPulls(server.url).pull("hf:kim/tiny/m.gguf")).pulled).toMatchObject({ sha256, fetchedBytes: bytes.length });
  });

  it("gives up after some attempts without a new byte, and keeps what is there", async () => {
    const server = await startModelServer((request, response, count) => (count === 0 ? serveFile(bytes, { etag: '"one"', dropAfter: 100_000 })(request, response, count) : void response.writeHead(503).end()));
    const { pull, pulls } = openPulls(noHub);
    const { job } = await pull(`${server.url}/m.gguf`);
    expect(job.error).toMatchObject({ code: "download-failed", message: `${server.host} answers 503. Given up after 4 attempts.`, fix: "Pull again: it goes on after the 100000 bytes that are there." });
    expect(await pulls.unfinishedPulls({}, new AbortController().signal)).toMatchObject([{ doneBytes: 100_000, totalBytes: bytes.length }]);
  });

  it("takes a server that sends nothing for one that is gone", async () => {
    const server = await startModelServer((request, response, count) => (count === 0 ? void response.writeHead(200, { etag: '"one"', "content-length": bytes.length }).write(bytes.subarray(0, 1000)) : serveFile(bytes, { etag: '"one"' })(request, response, count)));
    const { pulled, notes } = await openPulls(noHub, { idleMs: 200 }).pull(`${server.url}/m.gguf`);
    expect(pulled).toMatchObject({ sha256, fetchedBytes: bytes.length });
    expect(notes.join()).toContain(`${server.host} has sent nothing for`);
  });

  it("believes no length: neither one that is too long, nor more bytes than the hub states", async () => {
    const long = await startModelServer(serveFile(bytes, { etag: '"one"', claimedBytes: bytes.length + 5000 }));
    const { pull, left } = openPulls(noHub);
    const { job } = await pull(`${long.url}/m.gguf`);
    expect(job).toMatchObject({ state: "failed", error: { code: "download-failed" } });
    expect(left().models).toEqual([]);

    const endless = await startModelServer((request, response) => {
      if (request.url !== "/blob") return void response.writeHead(302, { location: "/blob", "x-linked-size": bytes.length }).end();
      response.writeHead(200);
      response.end(Buffer.concat([bytes, Buffer.alloc(1_000_000)]));
    });
    const bounded = openPulls(endless.url);
    const second = await bounded.pull("hf:kim/tiny/m.gguf");
    expect(second.job.error).toMatchObject({ code: "download-failed", message: `${endless.host} sends more than the ${bytes.length} bytes that the file should have.` });
    expect(bounded.left()).toEqual({ models: [], incoming: [] });

    const lying = await startModelServer((request, response, count) => (request.url === "/blob" ? serveFile(other.subarray(0, 9000))(request, response, count) : void response.writeHead(302, { location: "/blob", "x-linked-size": bytes.length }).end()));
    expect((await openPulls(lying.url).pull("hf:kim/tiny/m.gguf")).job.error).toMatchObject({ message: `The hub says that the file has ${bytes.length} bytes; ${lying.host} wants to send 9000.` });
  });

  it("removes a file with another SHA-256, and names both", async () => {
    const server = await startModelServer(serveFile(bytes));
    const { pull, left, library } = openPulls(noHub);
    const { job } = await pull(`${server.url}/m.gguf`, { sha256: "a".repeat(64) });
    expect(job.error).toMatchObject({ code: "download-failed", message: expect.stringContaining(sha256), details: { wanted: "a".repeat(64), found: sha256 } });
    expect(job.error!.message).toContain("a".repeat(64));
    expect(left()).toEqual({ models: [], incoming: [] });
    expect(library.list().every(({ location }) => location.startsWith("embedded:"))).toBe(true);
  });

  it("ends a pull of a web page, or of a damaged header, at its first bytes", async () => {
    const page = Buffer.from(`<!DOCTYPE html><title>Log in</title>${" ".repeat(5_000_000)}`);
    const server = await startModelServer((request, response, count) => serveFile(request.url === "/page.gguf" ? page : Buffer.concat([bytes.subarray(0, 8), Buffer.alloc(5_000_000, 255)]))(request, response, count));
    const { pull, left } = openPulls(noHub);
    const { job } = await pull(`${server.url}/page.gguf`);
    expect(job).toMatchObject({ error: { code: "not-a-model", message: "What the server sends is no model that can be used. The file is not a GGUF model. It is a web page: the download went wrong." } });
    expect(job.progress!.done).toBeLessThan(1_000_000);
    expect((await pull(`${server.url}/damaged.gguf`)).job.error).toMatchObject({ code: "not-a-model" });
    expect(left()).toEqual({ models: [], incoming: [] });
  });

  it("takes a file whose size nobody states, and says what is no HTTP at all", async () => {
    const chunked = await startModelServer((_, response) => {
      response.writeHead(200).write(bytes.subarray(0, 70_000));
      response.end(bytes.subarray(70_000));
    });
    const { pull } = openPulls(noHub);
    expect(await pull(`${chunked.url}/m.gguf`)).toMatchObject({ pulled: { sha256, fetchedBytes: bytes.length }, job: { progress: { done: bytes.length } } });

    const cut = await startModelServer((_, response) => void response.writeHead(200, { "transfer-encoding": "chunked" }).end(bytes.subarray(0, 70_000)));
    expect((await pull(`${cut.url}/cut.gguf`)).job.error).toMatchObject({ code: "not-a-model", message: expect.stringContaining("cut off or damaged") });

    const noise = createServer((socket) => void socket.end("SSH-2.0-OpenSSH_9.6\r\n"));
    await new Promise<void>((resolve) => noise.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void noise.close());
    expect((await pull(`http://127.0.0.1:${(noise.address() as AddressInfo).port}/m.gguf`)).job.error).toMatchObject({ code: "download-failed", message: expect.stringContaining("not HTTP") });
  });

  it("starts over with a part that is longer than the file, and does not trust one that was changed", async () => {
    const server = await startModelServer(serveFile(bytes, { etag: '"one"' }));
    const { pull, modelsFolder } = openPulls(noHub);
    const uri = `${server.url}/m.gguf`;
    const folder = folderOf(join(modelsFolder, "incoming"), uri);
    mkdirSync(folder, { recursive: true });
    const record = { request: { uri, sha256 }, startedAt: 1, address: null, target: null, files: [{ name: "m.gguf", sizeBytes: null, sha256: null, etag: '"one"' }] };
    await writeRecord(folder, record);
    writeFileSync(join(folder, "m.gguf.part"), Buffer.concat([bytes, bytes]));
    expect((await pull(uri, { sha256 })).pulled).toMatchObject({ sha256, fetchedBytes: bytes.length });

    const second = openPulls(noHub);
    const place = folderOf(join(second.modelsFolder, "incoming"), uri);
    await writeRecord(place, record);
    writeFileSync(join(place, "m.gguf.part"), Buffer.concat([bytes.subarray(0, 150_000), Buffer.alloc(50_000, 7)]));
    expect((await second.pull(uri, { sha256 })).job.error).toMatchObject({ code: "download-failed", message: expect.stringContaining("SHA-256") });
    const third = await second.pull(uri, { sha256 });
    expect(readFileSync(third.pulled!.path)).toEqual(bytes);
  });
});

describe("a pull that is refused", () => {
  it.each([
    [404, {}, "not-found", "There is nothing at"],
    [401, {}, "unauthorized", "wants to know who asks"],
    [403, {}, "forbidden", "does not give"],
    [429, { "retry-after": "3600" }, "download-failed", "(too many requests) and asks to wait 3600 s"],
    [418, {}, "download-failed", "answers 418"],
  ])("says what %i means, and does not try again", async (status, headers, code, message) => {
    const server = await startModelServer((_, response) => void response.writeHead(status, headers).end());
    const { pull, left } = openPulls(server.url);
    const { job } = await pull("hf:kim/tiny/m.gguf");
    expect(job.error).toMatchObject({ code, message: expect.stringContaining(message) });
    expect(JSON.stringify(job)).not.toContain("hf_secret");
    expect(server.seen).toHaveLength(1);
    expect(left().incoming).toEqual([]);
  });

  it("waits as long as a server with too much to do asks for", async () => {
    const server = await startModelServer((request, response, count) => (count === 0 ? void response.writeHead(429, { "retry-after": "1" }).end() : serveFile(bytes)(request, response, count)));
    const startedAt = performance.now();
    const { job, notes } = await openPulls(noHub).pull(`${server.url}/m.gguf`);
    expect(job.state).toBe("done");
    expect(performance.now() - startedAt).toBeGreaterThan(950);
    expect(notes).toContain(`${server.host} answers 429 (too many requests) and asks to wait 1 s. Trying again in 1 s.`);
  });
});
