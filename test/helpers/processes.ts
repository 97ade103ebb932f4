import { readFileSync, readdirSync } from "node:fs";

type Stat = { state: string; parent: number };

/** From /proc, because a zombie still answers to `kill(pid, 0)`. */
function statOf(pid: number): Stat | null {
  try {
    const [state, parent] = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /s, "").split(" ");
    return { state: state!, parent: Number(parent) };
  } catch {
    return null;
  }
}

export function isRunning(pid: number): boolean {
  const stat = statOf(pid);
  return stat !== null && stat.state !== "Z";
}

export function childrenOf(pid: number): number[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number);
  return pids.filter((each) => statOf(each)?.parent === pid);
}
