import { fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { until } from "../helpers/until.ts";
import { pathOf } from "./demoModel.ts";

/** A zombie has ended; only its parent has not asked for it yet. */
function isRunning(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.startsWith("Z");
  } catch {
    return false;
  }
}

describe.skipIf(process.platform !== "linux")("a core that is killed", () => {
  it("leaves no model's process behind, not even one that is busy in native code", async () => {
    const core = fork(pathOf("test/models/busyCore.ts"), [], { execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"] });
    let pid = 0;
    let isBusy = false;
    core.on("message", (message) => (typeof message === "number" ? (pid = message) : (isBusy = true)));
    try {
      await until(() => isBusy, 20_000);
      expect(isRunning(pid)).toBe(true);
    } finally {
      core.kill("SIGKILL");
    }
    await until(() => !isRunning(pid), 500);
  });

  it("does not end its models by a signal to the whole group", async () => {
    const core = fork(pathOf("test/models/busyCore.ts"), [], { execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"] });
    let pid = 0;
    core.on("message", (message) => typeof message === "number" && (pid = message));
    try {
      await until(() => pid > 0, 20_000);
      for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.kill(pid, signal);
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(isRunning(pid)).toBe(true);
    } finally {
      core.kill("SIGKILL");
    }
    await until(() => !isRunning(pid), 500);
  });
});
