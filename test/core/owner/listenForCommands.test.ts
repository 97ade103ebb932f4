import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect as connectSocket, type Socket } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { listenForCommands } from "../../../electron/core/owner/listenForCommands.ts";
import { core, type CoreContract } from "../../../shared/contract.ts";
import { connect } from "../../../shared/rpc/connect.ts";
import type { Services } from "../../../shared/rpc/contract.ts";
import { socketPort } from "../../../shared/rpc/socketPort.ts";
import { fakeInfo } from "../../helpers/fakeCore.ts";

let folder: string;
let door: Awaited<ReturnType<typeof listenForCommands>>;
let made = 0;

/** Streams without end, in items of a megabyte. */
const services = {
  app: {
    info: () => fakeInfo,
  },
  interactions: {
    async *watch(_input: object, signal: AbortSignal) {
      while (!signal.aborted) yield { interaction: `${made++} ${"x".repeat(1_000_000)}` };
    },
  },
} as unknown as Services<CoreContract>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "tapedeck-door-"));
  made = 0;
  writeFileSync(join(folder, "core.sock"), "left by an owner that was killed");
  door = await listenForCommands(join(folder, "core.sock"), services);
});
afterEach(() => {
  door.close();
  rmSync(folder, { recursive: true });
});

async function open(): Promise<Socket> {
  const socket = connectSocket(join(folder, "core.sock"));
  await once(socket, "connect");
  return socket;
}

describe("the door for commands", () => {
  it("serves the contract where an owner that was killed left its socket", async () => {
    const client = connect(core, socketPort(await open()));
    expect(await client.app.info({})).toEqual(fakeInfo);
  });

  it("makes no more for a reader that stops than the protocol's credit", async () => {
    const socket = await open();
    socket.pause();
    socket.write(`${JSON.stringify({ type: "ask", id: 1, service: "interactions", method: "watch", input: {} })}\n`);
    await expect.poll(() => made).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(made).toBeLessThan(4);
    socket.destroy();
  });

  it("hangs up on a reader that stops after it asked for very much", async () => {
    const socket = await open();
    const closed = new Promise((resolve) => socket.on("error", () => {}).once("close", resolve));
    socket.pause();
    for (let id = 0; id < 400; id++) socket.write(`${JSON.stringify({ type: "ask", id, service: "interactions", method: "watch", input: {} })}\n`);
    await expect.poll(() => made).toBeGreaterThan(120);
    socket.resume();
    await closed;
    const other = connect(core, socketPort(await open()));
    expect(await other.app.info({})).toEqual(fakeInfo);
  });

  it("waits for those it serves, and lets others in until nobody is left", async () => {
    const socket = await open();
    const client = connect(core, socketPort(socket));
    await client.app.info({});
    let isDrained = false;
    const drained = door.drained(new AbortController().signal).then(() => (isDrained = true));
    const late = await open();
    const lateClient = connect(core, socketPort(late));
    expect(await lateClient.app.info({})).toEqual(fakeInfo);
    const left = once(socket, "close");
    socket.end();
    await left;
    expect(await lateClient.app.info({})).toEqual(fakeInfo);
    expect(isDrained).toBe(false);
    late.end();
    await drained;
    await expect(open()).rejects.toThrow(/ENOENT|ECONNREFUSED/);
  });
});
