import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const tapedeckEntry = fileURLToPath(new URL("../../electron/headless/tapedeck.ts", import.meta.url));

export type Ended = { code: number | null; stdout: string; stderr: string; durationMs: number };

/** A folder's path with what breaks careless programs. */
export const newDataFolder = () => mkdtempSync(join(tmpdir(), "tapedeck data #% é-"));

/** Starts the command line from source, as a process of its own. */
export function startTapedeck(args: string[], more: { env?: NodeJS.ProcessEnv; nodeArgs?: string[]; stdin?: "pipe" | "ignore" } = {}): ChildProcess {
  return spawn(process.execPath, [...(more.nodeArgs ?? []), tapedeckEntry, ...args], { stdio: [more.stdin ?? "ignore", "pipe", "pipe"], env: { ...process.env, NODE_OPTIONS: "", ...more.env } });
}

/** Waits for its end and gives all it said. */
export async function ended(child: ChildProcess): Promise<Ended> {
  const startedAt = performance.now();
  let stdout = "";
  let stderr = "";
  child.stdout!.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr!.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stdout, stderr, durationMs: performance.now() - startedAt };
}

/** Runs one command to its end. */
export const tapedeck = (args: string[], more: Parameters<typeof startTapedeck>[1] = {}): Promise<Ended> => ended(startTapedeck(args, more));

export type Serving = { url: string; gatewayUrl: string; token: string; pid: number; child: ChildProcess; stop(): Promise<number | null> };

/** `tapedeck serve`, once it has said that it is ready. */
export async function startServe(dataFolder: string, args: string[] = []): Promise<Serving> {
  const child = startTapedeck(["serve", "--data", dataFolder, ...args]);
  let said = "";
  child.stderr!.pipe(process.stderr);
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout!.setEncoding("utf8").on("data", (text: string) => (said += text).includes("\n") && resolve(said));
    child.once("exit", (code) => reject(new Error(`serve ended with ${code} before it was ready`)));
  });
  return {
    ...(JSON.parse(line) as { url: string; gatewayUrl: string; token: string; pid: number }),
    child,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      child.kill("SIGTERM");
      const [code] = (await once(child, "exit")) as [number | null];
      return code;
    },
  };
}
