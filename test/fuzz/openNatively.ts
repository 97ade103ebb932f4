import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** `died`: how the process ended instead of answering. */
export type Outcome = { kind: "answered" } | { kind: "error"; message: string } | { kind: "died"; how: string };
export type Opener = ReturnType<typeof createOpener>;

const entry = fileURLToPath(new URL("./loadEach.ts", import.meta.url));
const limitMs = 30_000;
const keptChars = 2000;

/** A process that opens files with llama.cpp one after the other; another takes its place where one dies. */
export function createOpener() {
  let child: ReturnType<typeof start> | undefined;

  function start() {
    const child = spawn(process.execPath, [entry], { stdio: ["pipe", "pipe", "pipe"] });
    let errors = "";
    let rest = "";
    let heard = (_line: string) => {};
    child.stderr.setEncoding("utf8").on("data", (text: string) => (errors = (errors + text).slice(-keptChars)));
    child.stdin.on("error", () => {});
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop()!;
      for (const line of lines) heard(line);
    });
    const ended = new Promise<string>((resolve) => child.once("close", (code, signal) => resolve(`${signal ?? `exit code ${code}`}: ${errors.trim().split("\n").slice(-12).join(" | ")}`)));
    return { child, ended, listen: (listener: (line: string) => void) => void (heard = listener) };
  }

  return {
    /** Never throws; a file that takes longer than 30 s counts as one that killed its process. */
    async open(path: string, base?: string): Promise<Outcome> {
      const running = (child ??= start());
      const answered = new Promise<string>((resolve) => running.listen((line) => line !== "begin" && resolve(line)));
      const timer = setTimeout(() => running.child.kill("SIGKILL"), limitMs);
      running.child.stdin.write(`${path}\t${base ?? ""}\n`);
      const outcome = await Promise.race([answered.then((line): Outcome => (line === "answered" ? { kind: "answered" } : { kind: "error", message: line.slice("error ".length) })), running.ended.then((how): Outcome => ({ kind: "died", how }))]);
      clearTimeout(timer);
      if (outcome.kind === "died") child = undefined;
      return outcome;
    },
    close(): void {
      child?.child.stdin.end();
      child?.child.kill();
    },
  };
}
