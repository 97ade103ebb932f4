import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { ended, newDataFolder, startTapedeck } from "../helpers/tapedeck.ts";

/** Whether the process handles SIGHUP, the last of the signals that a command listens for. */
const isListening = (pid: number) => Number.parseInt(/SigCgt:\s*(\S+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))![1]!.slice(-1), 16) % 2 === 1;

it.skipIf(process.platform !== "linux")("`chat -` ends at the first Ctrl-C while it waits for its text", async () => {
  const child = startTapedeck(["chat", "-", "--model", "demo-support-v1", "--data", newDataFolder()], { stdin: "pipe" });
  const end = ended(child);
  await expect.poll(() => isListening(child.pid!), { timeout: 10_000 }).toBe(true);
  child.kill("SIGINT");
  expect(await end).toMatchObject({ code: 3, stdout: "", stderr: "tapedeck: Cancelled.\n" });
}, 20_000);
