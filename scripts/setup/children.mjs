import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

const parentPollMs = 500;
const killAfterMs = 10_000;

/**
 * Runs a program to its end in a process group of its own, and gives its exit code. A Ctrl-C or SIGTERM that this script gets is
 * passed on once, as one SIGTERM (two SIGINTs crash Electron). When this script's parent is gone (SIGTERM to npm ends only npm), the
 * program is ended too.
 */
export function runToEnd(command, args, options = {}) {
  const child = spawn(command, args, { stdio: "inherit", ...options, detached: true });
  let isEnding = false;
  const end = () => {
    if (isEnding) return;
    isEnding = true;
    child.kill("SIGTERM");
    setTimeout(() => child.kill("SIGKILL"), killAfterMs).unref();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, end);
  const parent = process.ppid;
  const watch = setInterval(() => !isAlive(parent) && end(), parentPollMs).unref();
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      clearInterval(watch);
      resolve(code ?? (isEnding || signal === "SIGTERM" ? 0 : 3));
    });
  });
}

/** A process that ended but was not fetched by its parent still answers signals: on Linux its state says so. */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return process.platform !== "linux" || !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch (error) {
    return error.code === "EPERM";
  }
}
