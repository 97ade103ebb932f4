import { readlinkSync } from "node:fs";
import { setPriority } from "node:os";

/** Between the usual 0 and 10, which programs get that may wait for long. */
const niceness = 5;

/** Lets the thread that calls this come after requests where processors are few. Only Linux has priorities of single threads; elsewhere nothing happens. */
export function giveWay(): void {
  if (process.platform !== "linux") return;
  try {
    setPriority(Number(readlinkSync("/proc/thread-self").split("/").at(-1)), niceness);
  } catch {
    // A system without /proc, or one that forbids it: a search then competes like any other thread.
  }
}
