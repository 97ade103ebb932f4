// A model's process with little address space beyond what it has when it starts: what it can't get must end in an error, or in this process.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const marginBytes = 150e6;
const usedBytes = Number(/^VmSize:\s+(\d+)/m.exec(readFileSync("/proc/self/status", "utf8"))![1]) * 1024;
execFileSync("prlimit", ["--pid", String(process.pid), `--as=${Math.round(usedBytes + marginBytes)}`]);
await import("../../electron/llama/main.ts");
