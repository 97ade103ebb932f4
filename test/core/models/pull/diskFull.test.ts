import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { serveFile, startModelServer } from "../../../helpers/modelServer.ts";
import { mountSmallDisk } from "../../../helpers/smallDisk.ts";
import { until } from "../../../helpers/until.ts";
import { modelBytes, openPulls, sha256Of } from "./openPulls.ts";

const small = mountSmallDisk(20);
const roomy = mountSmallDisk(120);
afterAll(() => {
  small?.unmount();
  roomy?.unmount();
});
const bytes = modelBytes(30_000_000);
const signal = new AbortController().signal;

describe.skipIf(!small || !roomy)("a pull onto a small disk (needs the right to mount one)", () => {
  it("of 30 MB into 20 MB is refused before a byte comes, with both numbers", async () => {
    const server = await startModelServer(serveFile(bytes));
    const { pull, left, library, close, db } = openPulls("http://localhost:1", { folder: small!.folder });
    const { job } = await pull(`${server.url}/m.gguf`);
    expect(job).toMatchObject({ state: "failed", error: { code: "disk-full", fix: "Free some space and pull again.", details: { neededBytes: bytes.length } } });
    expect(job.error!.message).toMatch(/it needs 30\.0 MB more, and (19|20)\.\d MB are free in /);
    expect(job.progress!.done).toBe(0);
    expect(left()).toEqual({ models: [], incoming: [] });
    expect(library.list()).toHaveLength(2);
    await close();
    db.close();
  });

  it("that fills on the way fails with the reason, keeps list and library, and goes on when there is room", async () => {
    let isFilled = false;
    const server = await startModelServer((request, response, count) => {
      if (count > 0) return serveFile(bytes, { etag: '"one"' })(request, response, count);
      response.writeHead(200, { etag: '"one"', "content-length": bytes.length });
      response.write(bytes.subarray(0, 10_000_000));
      const timer = setInterval(() => {
        if (!isFilled) return;
        clearInterval(timer);
        response.end(bytes.subarray(10_000_000));
      }, 5);
    });
    const { pull, pulls, start, jobOf, jobs, library, db, close } = openPulls("http://localhost:1", { folder: roomy!.folder });
    const uri = `${server.url}/m.gguf`;
    const jobId = await start(uri);
    await until(() => (jobOf(jobId).progress?.done ?? 0) === 10_000_000);
    roomy!.fill();
    isFilled = true;
    await until(() => jobOf(jobId).state !== "running");
    expect(jobOf(jobId)).toMatchObject({ state: "failed", error: { code: "disk-full" } });
    expect(jobs.list().some(({ id }) => id === jobId)).toBe(true);
    expect(library.list()).toHaveLength(2);
    expect(await pulls.unfinishedPulls({}, signal)).toMatchObject([{ uri, totalBytes: bytes.length, jobId: null }]);

    roomy!.free();
    const { pulled } = await pull(uri);
    expect(pulled).toMatchObject({ sha256: sha256Of(bytes) });
    expect(pulled!.fetchedBytes).toBeLessThanOrEqual(bytes.length - 10_000_000);
    expect(existsSync(join(roomy!.folder, "models", "m.gguf"))).toBe(true);
    await close();
    db.close();
  });

  it("of a file without a stated size stops while there is still room for the log", async () => {
    let sentBytes = 0;
    const head = modelBytes(128);
    const server = await startModelServer((_, response) => {
      response.writeHead(200).write(head);
      const more = () => {
        if (response.destroyed || sentBytes > 500_000_000) return;
        sentBytes += 1_000_000;
        response.write(Buffer.alloc(1_000_000), more);
      };
      more();
    });
    const { pull, left, close, db } = openPulls("http://localhost:1", { folder: roomy!.folder });
    const { job } = await pull(`${server.url}/endless.gguf`);
    expect(job.error).toMatchObject({ code: "disk-full", message: expect.stringContaining("must stay free"), fix: expect.stringContaining("goes on where it stopped") });
    expect(job.error!.details!["freeBytes"]).toBeLessThan(16 * 1024 * 1024);
    expect(left().models).toEqual(["m.gguf"]);
    await close();
    db.close();
  });
});
