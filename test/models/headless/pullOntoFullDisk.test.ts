import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { modelBytes } from "../../core/models/pull/openPulls.ts";
import { serveFile, startModelServer } from "../../helpers/modelServer.ts";
import { mountSmallDisk } from "../../helpers/smallDisk.ts";
import { startServe, tapedeck } from "../../helpers/tapedeck.ts";

const disk = mountSmallDisk(20);
afterAll(() => disk?.unmount());

it.skipIf(!disk)("a pull that does not fit is refused with both numbers, and the models that are there go on answering (needs the right to mount a disk)", async () => {
  const server = await startModelServer(serveFile(modelBytes(30_000_000)));
  const data = join(disk!.folder, "data");
  mkdirSync(data);
  const serving = await startServe(data);
  const chat = async () => {
    const { code, stdout } = await tapedeck(["chat", "Hello", "--model", "demo-support-v1", "--max-tokens", "8", "--json", "--data", data]);
    return { code, status: (JSON.parse(stdout) as { status: string }).status };
  };
  try {
    expect(await chat()).toEqual({ code: 0, status: "ok" });
    const pull = await tapedeck(["models", "pull", `${server.url}/m.gguf`, "--json", "--data", data]);
    expect(pull.code).toBe(3);
    expect(JSON.parse(pull.stdout)).toMatchObject({ error: { code: "disk-full", message: expect.stringMatching(/needs 30\.0 MB more, and (1\d|20)\.\d MB are free in /), details: { neededBytes: expect.any(Number), freeBytes: expect.any(Number) } } });
    expect(await chat()).toEqual({ code: 0, status: "ok" });
    expect(JSON.parse((await tapedeck(["models", "list", "--json", "--data", data])).stdout)).toHaveLength(2);
  } finally {
    await serving.stop();
  }
}, 60_000);
