import { spawn } from "node:child_process";
import { once } from "node:events";
import { SetupError } from "./say.mjs";

/** A display in memory for the tests: `{ name, stop }`. Xvfb itself picks a free number; one that reset itself when a program ended would keep the next one waiting for 10 s. */
export async function startDisplay() {
  if (process.platform !== "linux") return { name: undefined, stop() {} };
  const xvfb = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1920x1080x24", "-nolisten", "tcp", "-noreset"], { stdio: ["ignore", "ignore", "ignore", "pipe"], detached: true });
  const failed = once(xvfb, "error").then(([error]) => { throw new SetupError(`The tests need a display, and Xvfb could not be started (${error.message}).`); });
  const [number] = await Promise.race([once(xvfb.stdio[3], "data"), failed, once(xvfb, "exit").then(() => { throw new SetupError("The tests need a display, and Xvfb ended at once."); })]);
  return { name: `:${String(number).trim()}`, stop: () => void xvfb.kill("SIGTERM") };
}
