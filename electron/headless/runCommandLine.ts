import { CommanderError } from "commander";
import { AppError } from "../../shared/errors.ts";
import { createOutput, type Output } from "./output.ts";
import { createProgram } from "./program.ts";

/** Runs one command and ends the process with its exit code: 0 done, 1 a gate failed, 2 wrong usage or input, 3 environment. */
export async function runCommandLine(args: string[]): Promise<void> {
  const controller = new AbortController();
  const output = createOutput(args.includes("--json"), () => controller.abort());
  // The second Ctrl-C of someone who does not want to wait for the clean end.
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => (controller.signal.aborted ? process.exit(3) : controller.abort()));

  // Node's own exit code for it is 1, which says here that a gate failed.
  process.on("uncaughtException", (error) => void output.failure(error).then(process.exit));

  let exitCode = 0;
  const program = createProgram(async (work, options) => {
    exitCode = await work({
      output,
      signal: controller.signal,
      dataFolder: async () => (await import("../core/app/dataFolder.ts")).dataFolderFor(options.data),
    });
    await output.arrived();
  });
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    exitCode = await exitCodeOf(error, output);
  }
  process.exit(exitCode);
}

/** Commander has printed its own message; wrong usage is 2 here, where commander says 1. */
async function exitCodeOf(error: unknown, output: Output): Promise<number> {
  if (!(error instanceof CommanderError)) return output.failure(error);
  if (error.exitCode === 0) return 0;
  if (!output.isJson) return 2;
  return output.failure(new AppError("bad-request", error.message.replace(/^error: /, ""), { fix: "See `tapedeck --help`." }));
}
