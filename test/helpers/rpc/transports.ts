import { fork, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { connect as connectSocket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { WebSocket } from "ws";
import { memoryPorts } from "../../../shared/rpc/memoryPort.ts";
import { messagePort } from "../../../shared/rpc/messagePort.ts";
import { pipePort } from "../../../shared/rpc/pipePort.ts";
import type { Port } from "../../../shared/rpc/port.ts";
import { serve } from "../../../shared/rpc/serve.ts";
import { socketPort } from "../../../shared/rpc/socketPort.ts";
import { webSocketPort } from "../../../shared/rpc/webSocketPort.ts";
import { createTestServices, testContract } from "./testContract.ts";

/** An open port to the test contract, served in this process or in one of its own. */
export type Link = { port: Port; close(): Promise<void>; kill?: () => void };
export type Transport = { name: string; isProcess: boolean; open(): Promise<Link> };

async function startServer(...args: string[]): Promise<{ child: ChildProcess; said: string }> {
  const child = fork(fileURLToPath(new URL("./server.ts", import.meta.url)), args, { stdio: ["ignore", "pipe", "inherit", "ipc"], execArgv: ["--expose-gc"], serialization: "json" });
  const said = await new Promise<string>((resolve, reject) => {
    child.stdout!.once("data", (chunk: Buffer) => resolve(chunk.toString().trim()));
    child.once("exit", () => reject(new Error("The test server ended early.")));
  });
  return { child, said };
}

async function end(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await gone;
}

export const transports: Transport[] = [
  {
    name: "memory",
    isProcess: false,
    async open() {
      const [near, far] = memoryPorts();
      serve(testContract, createTestServices(), far);
      return { port: near, close: async () => near.close(), kill: () => far.close() };
    },
  },
  {
    name: "MessagePort",
    isProcess: false,
    async open() {
      const { port1, port2 } = new MessageChannel();
      const near = messagePort(port1);
      const far = messagePort(port2);
      serve(testContract, createTestServices(), far);
      return { port: near, close: async () => near.close(), kill: () => far.close() };
    },
  },
  {
    name: "pipe",
    isProcess: true,
    async open() {
      const { child } = await startServer("pipe");
      return { port: pipePort(child), close: () => end(child), kill: () => child.kill("SIGKILL") };
    },
  },
  {
    name: "Unix socket",
    isProcess: true,
    async open() {
      const folder = mkdtempSync(join(tmpdir(), "tapedeck-rpc-"));
      const path = join(folder, "core.sock");
      const { child } = await startServer("socket", path);
      const socket = connectSocket(path);
      await new Promise((resolve) => socket.once("connect", resolve));
      return {
        port: socketPort(socket),
        async close() {
          socket.destroy();
          await end(child);
          rmSync(folder, { recursive: true, force: true });
        },
        kill: () => child.kill("SIGKILL"),
      };
    },
  },
  {
    name: "WebSocket",
    isProcess: true,
    async open() {
      const { child, said } = await startServer("websocket");
      const socket = new WebSocket(`ws://127.0.0.1:${said.split(" ")[1]}`);
      await new Promise((resolve) => socket.once("open", resolve));
      return { port: webSocketPort(socket), close: async () => (socket.terminate(), await end(child)), kill: () => child.kill("SIGKILL") };
    },
  },
];
