import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { claimFolder } from "../../../electron/core/owner/claimFolder.ts";
import { readOwnerRecord } from "../../../electron/core/owner/ownerRecord.ts";
import { socketPath } from "../../../electron/core/owner/socketPath.ts";

let parent: string;
beforeEach(() => void (parent = mkdtempSync(join(tmpdir(), "tapedeck owner #% é-"))));
afterEach(() => rmSync(parent, { recursive: true }));

async function startOwner(dataFolder: string) {
  const child = fork(fileURLToPath(new URL("../../helpers/holdFolder.ts", import.meta.url)), [dataFolder], { execArgv: [] });
  await once(child, "message");
  return child;
}

describe("a data folder", () => {
  it("is made for its first owner, for this user alone", () => {
    const dataFolder = join(parent, "a/b");
    const claim = claimFolder(dataFolder);
    expect(statSync(dataFolder).mode & 0o777).toBe(0o700);
    expect(() => claimFolder(dataFolder)).toThrow(expect.objectContaining({ code: "data-folder-owned", message: expect.stringContaining("just starting") }));
    claim.release();
    claimFolder(dataFolder).release();
  });

  it("has one owner, whom the next one is told by process and address", async () => {
    const child = await startOwner(parent);
    expect(() => claimFolder(parent)).toThrow(
      expect.objectContaining({ code: "data-folder-owned", message: `The data folder ${parent} is in use by \`tapedeck serve\` (process ${child.pid}, http://127.0.0.1:4321).`, details: { pid: child.pid, kind: "serve", url: "http://127.0.0.1:4321" } }),
    );
    child.kill("SIGKILL");
    await once(child, "exit");
  });

  it("is free at once when its owner was killed, whatever its record says", async () => {
    const child = await startOwner(parent);
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(readOwnerRecord(parent)).toMatchObject({ pid: child.pid });
    claimFolder(parent).release();
  });

  it("that can't be one is refused with what to do", () => {
    writeFileSync(join(parent, "file"), "");
    for (const path of [join(parent, "file"), join(parent, "file/below"), "/proc/tapedeck"]) {
      expect(() => claimFolder(path)).toThrow(expect.objectContaining({ code: "data-folder-unusable", message: expect.stringContaining(path), fix: expect.stringContaining("--data") }));
    }
  });

  it("can be owned where the lock's file is damaged", () => {
    writeFileSync(join(parent, "owner.sqlite"), "this is a text, and no database. ".repeat(100));
    const claim = claimFolder(parent);
    expect(() => claimFolder(parent)).toThrow(expect.objectContaining({ code: "data-folder-owned" }));
    claim.release();
    claimFolder(parent).release();
  });

  it("has a short address for commands in a folder of this user alone", () => {
    const path = socketPath(join(parent, "a".repeat(200)));
    expect(Buffer.byteLength(path)).toBeLessThan(100);
    expect(statSync(join(path, "..")).mode & 0o777).toBe(0o700);
    expect(socketPath(join(parent, "b"))).not.toBe(path);
    vi.stubEnv("TMPDIR", join(parent, "a".repeat(80)));
    expect(Buffer.byteLength(socketPath(parent))).toBeLessThan(100);
    vi.unstubAllEnvs();
  });
});
