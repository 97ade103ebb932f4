import { connect as connectSocket } from "node:net";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import Database from "better-sqlite3";
import { WebSocket } from "ws";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readOwnerRecord } from "../../../electron/core/owner/ownerRecord.ts";
import { core } from "../../../shared/contract.ts";
import { connect } from "../../../shared/rpc/connect.ts";
import { webSocketPort } from "../../../shared/rpc/webSocketPort.ts";
import { endlessQuestion } from "../../helpers/endlessQuestion.ts";
import { isRunning, childrenOf } from "../../helpers/processes.ts";
import { newDataFolder, startServe, tapedeck, tapedeckEntry, type Serving } from "../../helpers/tapedeck.ts";

let dataFolder: string;
let serving: Serving | undefined;
beforeEach(() => {
  dataFolder = newDataFolder();
  serving = undefined;
});
afterEach(async () => {
  await serving?.stop();
  rmSync(dataFolder, { recursive: true, force: true });
});

/** The contract over the listener's WebSocket. */
async function openPage({ gatewayUrl, token }: Serving) {
  const socket = new WebSocket(gatewayUrl.replace("http", "ws").replace(/\/v1$/, "/rpc"), { headers: { authorization: `Bearer ${token}` } });
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  return { socket, api: connect(core, webSocketPort(socket)) };
}

/** What `npx` does: a process that starts the program by `sh -c`. The second command keeps the shell from becoming the program. */
const startThroughShell = `import { spawnSync } from "node:child_process";
spawnSync("sh", ["-c", '"$0" "$1" serve --data "$2"; true', process.execPath, ${JSON.stringify(tapedeckEntry)}, process.argv[1]]);`;

describe("tapedeck serve", () => {
  it("says in one JSON line where it is, and ends cleanly at SIGTERM with nothing left behind", async () => {
    serving = await startServe(dataFolder);
    expect(serving.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=/);
    expect(serving.pid).toBe(serving.child.pid);
    expect((await fetch(new URL("/healthz", serving.url))).status).toBe(200);
    const { api, socket } = await openPage(serving);
    const { runtime } = await api.models.load({ id: (await api.models.list({}))[0]!.id });
    const llama = runtime.state === "loaded" ? runtime.runtime.pid : 0;
    expect(childrenOf(serving.pid)).toContain(llama);
    const lost = new Promise((resolve) => socket.once("close", resolve));
    expect(await serving.stop()).toBe(0);
    await lost;
    expect(isRunning(llama)).toBe(false);
    expect(readOwnerRecord(dataFolder)).toBeNull();
    expect(readdirSync(dataFolder).filter((name) => name.endsWith("-wal"))).toEqual([]);
  });

  it("ends with its llama processes when it is killed, also in the middle of an answer", async () => {
    serving = await startServe(dataFolder);
    const { api } = await openPage(serving);
    const { pid, child } = serving;
    let llama: number | undefined;
    const answer = async () => {
      for await (const { type } of api.gateway.run({ target: "demo-support-v1", messages: [{ role: "user", content: endlessQuestion }], sampling: { temperature: 0 }, origin: "playground" })) {
        if (type !== "text" || llama !== undefined) continue;
        [llama] = childrenOf(pid);
        child.kill("SIGKILL");
      }
    };
    await expect(answer()).rejects.toMatchObject({ code: "connection-lost" });
    await expect.poll(() => isRunning(llama!), { timeout: 5000 }).toBe(false);
    const rows = (await tapedeck(["query", "--data", dataFolder])).stdout.trim().split("\n").map((line) => JSON.parse(line) as { status: string });
    expect(rows.map(({ status }) => status)).toEqual(["interrupted"]);
  });

  it("turns a second one away, naming the first one's process and address", async () => {
    serving = await startServe(dataFolder);
    const second = await tapedeck(["serve", "--data", dataFolder]);
    expect(second).toMatchObject({ code: 3, stdout: "" });
    expect(second.stderr).toContain(`process ${serving.pid}, ${new URL(serving.url).origin}`);
    const json = await tapedeck(["serve", "--data", dataFolder, "--json"]);
    expect(JSON.parse(json.stdout)).toMatchObject({ error: { code: "data-folder-owned", details: { pid: serving.pid } } });
  });

  it("starts in a folder that was left by one that was killed", async () => {
    const killed = await startServe(dataFolder);
    killed.child.kill("SIGKILL");
    await killed.stop();
    serving = await startServe(dataFolder);
    expect(serving.pid).not.toBe(killed.pid);
  });

  it("ends when the npm that started it through a shell is killed", async () => {
    const npm = spawn(process.execPath, ["--input-type=module", "-e", startThroughShell, dataFolder], { stdio: "ignore", env: { ...process.env, npm_command: "exec" } });
    await expect.poll(() => readOwnerRecord(dataFolder), { timeout: 20_000 }).toMatchObject({ kind: "serve" });
    const { pid } = readOwnerRecord(dataFolder)!;
    npm.kill("SIGKILL");
    await expect.poll(() => isRunning(pid), { timeout: 5000 }).toBe(false);
    expect(readOwnerRecord(dataFolder)).toBeNull();
  });

  it("drops a caller that sends headers without end, and one that sends none", async () => {
    serving = await startServe(dataFolder);
    const socket = connectSocket(Number(new URL(serving.url).port), "127.0.0.1");
    const closed = new Promise<string>((resolve) => {
      let answer = "";
      socket.setEncoding("utf8").on("data", (text: string) => (answer += text));
      socket.on("close", () => resolve(answer)).on("error", () => {});
    });
    socket.write(`GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: ${"x".repeat(100_000)}`);
    expect(await closed).toContain("431");
  });

  it("says on a taken port what to do", async () => {
    serving = await startServe(dataFolder);
    const other = newDataFolder();
    const { code, stderr } = await tapedeck(["serve", "--data", other, "--port", new URL(serving.url).port]);
    expect(code).toBe(2);
    expect(stderr).toContain("something else listens there. Choose another --port");
    rmSync(other, { recursive: true });
  });
});

describe("a data folder that can't be opened", () => {
  it("is exit 3 with one line of what to do: no folder at all", async () => {
    writeFileSync(join(dataFolder, "file"), "");
    for (const path of [join(dataFolder, "file"), "/proc/tapedeck"]) {
      const { code, stderr } = await tapedeck(["serve", "--data", path]);
      expect(code).toBe(3);
      expect(stderr.trim().split("\n")).toHaveLength(1);
      expect(stderr).toMatch(/can't be used: .* choose another with --data DIR/);
    }
  });

  it("is exit 3 with one line of what to do: a database from the future, which stays as it is", async () => {
    new Database(join(dataFolder, "tapedeck.sqlite")).exec("PRAGMA user_version = 900").close();
    const before = readFileSync(join(dataFolder, "tapedeck.sqlite"));
    for (const command of [["serve"], ["models", "list"], ["doctor", "--start-new"]]) {
      const { code, stderr } = await tapedeck([...command, "--data", dataFolder]);
      expect([command, code, stderr]).toEqual([command, 3, expect.stringContaining("newer Tapedeck")]);
    }
    expect(readFileSync(join(dataFolder, "tapedeck.sqlite"))).toEqual(before);
  });

  it("is exit 3 where a database is broken, and is set aside only when the person says so", async () => {
    mkdirSync(join(dataFolder, "log"));
    const broken = Buffer.from("this was a database once ".repeat(500));
    const paths = [join(dataFolder, "tapedeck.sqlite"), join(dataFolder, "log", "2026-01.sqlite")];
    for (const path of paths) writeFileSync(path, broken);
    for (const command of [["serve"], ["query"], ["models", "list"]]) {
      const { code, stdout, stderr } = await tapedeck([...command, "--data", dataFolder]);
      expect([code, stdout, stderr]).toEqual([3, "", expect.stringContaining("run `tapedeck doctor --start-new`: it moves the broken file aside, deletes nothing")]);
    }
    expect((await tapedeck(["doctor", "--data", dataFolder])).code).toBe(3);
    expect(paths.map((path) => readFileSync(path).equals(broken))).toEqual([true, true]);

    const repaired = await tapedeck(["doctor", "--start-new", "--data", dataFolder]);
    expect(repaired.code).toBe(0);
    for (const [index, path] of paths.entries()) {
      const aside = readdirSync(dirname(path)).filter((name) => name.startsWith(`${basename(path)}.broken-`)).map((name) => join(dirname(path), name));
      expect(aside).toHaveLength(1);
      expect(readFileSync(aside[0]!)).toEqual(broken);
      expect(repaired.stderr).toContain(`${basename(path)} was set aside: It could not be read. It lies at ${aside[0]},`);
      // A month that is over gets no new file.
      expect(existsSync(path)).toBe(index === 0);
    }
    expect((await tapedeck(["models", "list", "--data", dataFolder])).code).toBe(0);
  });
});
