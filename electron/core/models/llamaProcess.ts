import { fork } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { llama, type LlamaContract } from "../../../shared/llama.ts";
import { connect } from "../../../shared/rpc/connect.ts";
import type { Client } from "../../../shared/rpc/contract.ts";
import { pipePort } from "../../../shared/rpc/pipePort.ts";
import { memoryKills } from "./runtime/memoryKills.ts";

/** A process that can hold one model. */
export type LlamaProcess = {
  client: Client<LlamaContract>;
  /** Resolves as soon as it can't be asked any more. */
  lost: Promise<void>;
  /** Resolves when the process is gone, with how that came, in plain words. */
  ended: Promise<string>;
  /** Ends it; resolves when it is gone. */
  stop(): Promise<void>;
  /** Whether its end was asked for. */
  isStopped(): boolean;
};

const keptErrorChars = 2000;
const shownErrorLines = 3;
const endByItselfMs = 2000;

/** Starts the program at `entry` on this Node. It ends with this process, however that ends. */
export function startLlamaProcess(entry: string): LlamaProcess {
  // Inherited options such as --input-type make node-llama-cpp look for its files in the wrong place.
  const child = fork(entry, [], { execArgv: [], serialization: "json", stdio: ["ignore", "ignore", "pipe", "ipc", "pipe"] });
  const port = pipePort(child);
  const client = connect(llama, port);
  const killsBefore = memoryKills();
  let errors = "";
  let isStopped = false;
  child.stdio[4]!.on("error", () => {});
  child.stderr!.setEncoding("utf8").on("data", (text: string) => (errors = (errors + text).slice(-keptErrorChars)));

  const lost = new Promise<void>((resolve) => port.onClose(resolve));
  const ended = new Promise<string>((resolve) => {
    child.on("error", (error) => {
      // It runs: only a signal to it failed.
      if (child.pid !== undefined) return;
      resolve(`it could not be started (${error.message})`);
      port.close();
    });
    child.once("exit", (code, signal) => {
      port.close();
      const isOutOfMemory = signal === "SIGKILL" && memoryKills() > killsBefore;
      const how = isOutOfMemory ? "the system killed it, because memory ran out" : signal ? `it was killed by ${signal}` : `it ended with exit code ${code}`;
      // What it said last may still be on its way.
      const heard = new Promise((said) => child.stderr!.once("close", said));
      void Promise.race([heard, delay(100)]).then(() => resolve(how + lastLines(errors)));
    });
  });

  return {
    client,
    lost,
    ended,
    isStopped: () => isStopped,
    async stop() {
      isStopped = true;
      // The pipe that it watches: closing it ends the process also while it is busy.
      child.stdio[4]!.destroy();
      if (child.connected) child.disconnect();
      const hasEnded = await Promise.race([ended.then(() => true), delay(endByItselfMs, false, { ref: false })]);
      if (!hasEnded) child.kill("SIGKILL");
      await ended;
    },
  };
}

function lastLines(errors: string): string {
  const lines = errors.split("\n").map((line) => line.trim()).filter(Boolean).slice(-shownErrorLines);
  return lines.length > 0 ? `; it last said: ${lines.join(" / ")}` : "";
}
