import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { serveFile, startModelServer, type Answer } from "../helpers/modelServer.ts";
import { ended, newDataFolder, startServe, startTapedeck, tapedeck } from "../helpers/tapedeck.ts";
import { until } from "../helpers/until.ts";
import { modelBytes, sha256Of } from "../core/models/pull/openPulls.ts";

const bytes = modelBytes(30_000_000);
const sha256 = sha256Of(bytes);

/** 1 MB every few milliseconds, so that there is a middle. */
const slowly: Answer = (request, response) => {
  const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
  response.writeHead(start > 0 ? 206 : 200, { etag: '"one"', "content-length": bytes.length - start, ...(start > 0 && { "content-range": `bytes ${start}-${bytes.length - 1}/${bytes.length}` }) });
  let at = start;
  const next = () => {
    if (response.destroyed) return;
    if (at >= bytes.length) return void response.end();
    const piece = bytes.subarray(at, (at += 1_000_000));
    response.write(piece, () => void setTimeout(next, 40));
  };
  next();
};

describe("tapedeck models pull", () => {
  it("fetches from the hub that HF_ENDPOINT names, says how far it is, and prints the model", async () => {
    const small = modelBytes(5000);
    const hub = await startModelServer((request, response, count) => (request.url === "/blob" ? serveFile(small)(request, response, count) : void response.writeHead(302, { location: "/blob", "x-linked-etag": `"${sha256Of(small)}"`, "x-linked-size": small.length }).end()));
    const data = newDataFolder();
    const env = { HF_ENDPOINT: hub.url, HF_TOKEN: "hf_secret" };
    const first = await tapedeck(["models", "pull", "hf:kim/tiny/Tiny.Q8_0.gguf", "--json", "--data", data], { env });
    expect(first.code).toBe(0);
    expect(JSON.parse(first.stdout)).toMatchObject({ uri: "hf:kim/tiny/Tiny.Q8_0.gguf", name: "Tiny", sha256: sha256Of(small), sizeBytes: small.length, fetchedBytes: small.length, alreadyThere: false });
    expect(first.stderr).toContain("Asking the server.");
    expect(first.stdout + first.stderr).not.toContain("hf_secret");
    expect(JSON.parse((await tapedeck(["models", "list", "--json", "--data", data])).stdout)).toContainEqual(expect.objectContaining({ name: "Tiny", fileState: "ready", location: join(data, "models", "Tiny.Q8_0.gguf") }));

    const wrong = await tapedeck(["models", "pull", `${hub.url}/blob`, "--sha256", "a".repeat(64), "--json", "--data", data]);
    expect(wrong.code).toBe(3);
    expect(JSON.parse(wrong.stdout)).toMatchObject({ error: { code: "download-failed", details: { wanted: "a".repeat(64), found: sha256Of(small) } } });
    expect(await tapedeck(["models", "pull", "ftp://example.com/m.gguf", "--data", data])).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("hf:OWNER/REPO") });
  }, 60_000);

  it("ends at Ctrl-C, says that the next pull goes on, and the next one does", async () => {
    const server = await startModelServer(slowly);
    const args = ["models", "pull", `${server.url}/m.gguf`, "--data", newDataFolder()];
    const child = startTapedeck(args);
    const end = ended(child);
    await until(() => server.sentBytes() > 8_000_000, 15_000);
    child.kill("SIGINT");
    expect(await end).toMatchObject({ code: 3, stdout: "", stderr: expect.stringMatching(/tapedeck: Cancelled\. The [\d.]+ MB that were fetched are kept: the next pull of it goes on from there\.\n$/) });
    const again = await tapedeck([...args, "--json"]);
    expect(JSON.parse(again.stdout)).toMatchObject({ sha256 });
    expect(server.sentBytes()).toBeLessThan(1.2 * bytes.length);
  }, 60_000);

  it("goes on after kill -9 of the core in the middle, with less than 1.2 times the bytes in all", async () => {
    const server = await startModelServer(slowly);
    const data = newDataFolder();
    const args = ["models", "pull", `${server.url}/m.gguf`, "--json", "--data", data];
    for (let kill = 1; kill <= 3; kill++) {
      const serving = await startServe(data);
      const end = ended(startTapedeck(args));
      await until(() => server.sentBytes() > kill * 7_000_000, 15_000);
      execFileSync("kill", ["-9", String(serving.pid)]);
      expect((await end).code).toBe(3);
    }
    const { code, stdout } = await tapedeck(args);
    expect(code).toBe(0);
    const { path, fetchedBytes } = JSON.parse(stdout) as { path: string; fetchedBytes: number };
    expect(sha256Of(readFileSync(path))).toBe(sha256);
    expect(fetchedBytes).toBeLessThan(bytes.length - 18_000_000);
    expect(server.sentBytes() / bytes.length).toBeLessThan(1.2);
  }, 90_000);
});
