import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { command } from "./environments.ts";

/** Runs the built command with `--json` and gives its answer; of `query` the lines as a list. */
export async function tapedeckJson<T>(args: string[]): Promise<T> {
  const { stdout } = await promisify(execFile)(process.execPath, [command, ...args, "--json"], { maxBuffer: 64 * 1024 * 1024 });
  const lines = stdout.trim().split("\n").filter(Boolean).map((line) => JSON.parse(line) as unknown);
  return (args[0] === "query" ? lines : lines[0]) as T;
}
