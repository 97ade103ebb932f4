import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readOwnerRecord } from "../../electron/core/owner/ownerRecord.ts";
import { openCore } from "../../electron/core/openCore.ts";
import { core } from "../../shared/contract.ts";
import type { CoreNotice } from "../../shared/coreNotice.ts";
import { connect } from "../../shared/rpc/connect.ts";
import { pageChannel } from "../../shared/rpc/pageChannel.ts";
import { isRunning } from "../helpers/processes.ts";
import { newDataFolder } from "../helpers/tapedeck.ts";

let dataFolder: string;
let child: ChildProcess;
beforeEach(() => void (dataFolder = newDataFolder()));
afterEach(() => {
  child.kill("SIGKILL");
  rmSync(dataFolder, { recursive: true, force: true });
});

/** Forks `program` as the window's main forks core: with a pipe for messages and one that only ends. */
function start(program: string, ...args: string[]) {
  child = fork(fileURLToPath(new URL(program, import.meta.url)), args, { execArgv: [], serialization: "json", stdio: ["ignore", "inherit", "inherit", "ipc", "pipe"] });
  return child;
}
const startCore = () => start("../../electron/core/main.ts", "--data", dataFolder);
const nextNotice = async () => ((await once(child, "message")) as [CoreNotice])[0];
const goOn = (startNew = false) => child.send({ goOn: true, startNew });

describe("the core of a window", () => {
  it("says where its data is, waits to be told, then serves pages; one that asked before is answered too", async () => {
    const pages = pageChannel(startCore());
    expect(await nextNotice()).toEqual({ core: "folder", dataFolder });
    const early = connect(core, pages.open()).app.info({});
    expect(readOwnerRecord(dataFolder)).toBeNull();
    goOn();
    expect(await early).toMatchObject({ dataFolder, pid: child.pid });
    expect((await connect(core, pages.open()).models.list({})).map(({ name }) => name).sort()).toEqual(["demo-support-v1", "demo-support-v2"]);
    expect(readOwnerRecord(dataFolder)).toMatchObject({ kind: "window", pid: child.pid });
  });

  it("ignores the signals of a terminal and ends cleanly with its pipe", async () => {
    startCore();
    await nextNotice();
    goOn();
    expect(await nextNotice()).toEqual({ core: "ready" });
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) child.kill(signal);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(isRunning(child.pid!)).toBe(true);
    child.disconnect();
    expect(await once(child, "exit")).toEqual([0, null]);
    expect(readOwnerRecord(dataFolder)).toBeNull();
  });

  it("waits while a command has the data folder", async () => {
    const command = await openCore({ dataFolder, kind: "command" });
    startCore();
    await nextNotice();
    goOn();
    const notice = nextNotice();
    expect(await Promise.race([notice, new Promise((resolve) => setTimeout(resolve, 500, "still waiting"))])).toBe("still waiting");
    await command.close();
    expect(await notice).toEqual({ core: "ready" });
  });

  it("says why it can't start, stays, and tries again when told", async () => {
    const other = await openCore({ dataFolder, kind: "serve" });
    startCore();
    await nextNotice();
    goOn();
    expect(await nextNotice()).toMatchObject({ core: "failed", failure: { code: "data-folder-owned", details: { pid: process.pid, kind: "serve" } } });
    await other.close();
    goOn();
    expect(await nextNotice()).toEqual({ core: "ready" });
  });
});

it("a process that is too busy to see that its parent has gone is ended all the same", async () => {
  start("../helpers/busyChild.ts");
  await once(child, "message");
  await new Promise((resolve) => setTimeout(resolve, 200));
  child.disconnect();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(isRunning(child.pid!)).toBe(true);
  child.stdio[4]!.destroy();
  expect(await once(child, "exit")).toEqual([null, "SIGKILL"]);
});
