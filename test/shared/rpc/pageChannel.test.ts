import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connect } from "../../../shared/rpc/connect.ts";
import { memoryPorts } from "../../../shared/rpc/memoryPort.ts";
import { pageChannel } from "../../../shared/rpc/pageChannel.ts";
import { relay } from "../../../shared/rpc/relay.ts";
import { testContract } from "../../helpers/rpc/testContract.ts";

let child: ChildProcess;
let pages: ReturnType<typeof pageChannel>;
beforeEach(() => {
  child = fork(fileURLToPath(new URL("../../helpers/rpc/pageServer.ts", import.meta.url)), { execArgv: [], serialization: "json" });
  pages = pageChannel(child);
});
afterEach(() => void child.kill("SIGKILL"));

const until = async (isSo: () => Promise<boolean>) => {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 10));
};

describe("many pages over one pipe", () => {
  it("ask side by side and get their own answers", async () => {
    const clients = [1, 2, 3].map(() => connect(testContract, pages.open()));
    const answers = await Promise.all(clients.map(({ echo }, index) => echo.value({ value: `page ${index} \ud800 \0` })));
    expect(answers).toEqual([0, 1, 2].map((index) => ({ value: `page ${index} \ud800 \0` })));
  });

  it("close one by one: what a closed page had asked is cancelled, the others go on", async () => {
    const leaving = pages.open();
    const leaver = connect(testContract, leaving);
    const stayer = connect(testContract, pages.open());
    const wait = leaver.echo.wait({});
    await stayer.echo.value({ value: 1 });
    leaving.close();
    await expect(wait).rejects.toMatchObject({ code: "connection-lost" });
    await until(async () => (await stayer.server.state({})).cancelled === 1);
    expect(await stayer.echo.value({ value: 2 })).toEqual({ value: 2 });
  });

  it("are hung up on alone for what is not of the protocol", async () => {
    const rude = pages.open();
    const stayer = connect(testContract, pages.open());
    const closed = new Promise<void>((resolve) => rude.onClose(resolve));
    rude.send("hello");
    await closed;
    rude.send("still there?");
    expect(await stayer.echo.value({ value: 3 })).toEqual({ value: 3 });
  });

  it("all close when the process dies, and one that is opened then closes at once", async () => {
    const wait = connect(testContract, pages.open()).echo.wait({});
    child.kill("SIGKILL");
    await expect(wait).rejects.toMatchObject({ code: "connection-lost" });
    await new Promise<void>((resolve) => pages.open().onClose(resolve));
  });

  it("can be passed on unread from another port", async () => {
    const [near, far] = memoryPorts();
    relay(far, pages.open());
    const client = connect(testContract, near);
    expect(await client.echo.value({ value: "through" })).toEqual({ value: "through" });
    const wait = client.echo.wait({});
    child.kill("SIGKILL");
    await expect(wait).rejects.toMatchObject({ code: "connection-lost" });
  });
});
