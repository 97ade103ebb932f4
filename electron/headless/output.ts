import { once } from "node:events";
import { errorCodes, toFailure } from "../../shared/errors.ts";

/** Standard output and error of a command. */
export type Output = ReturnType<typeof createOutput>;

/** `onGone` is called when the reader of standard output has gone (`| head`): the command then ends, which is no fault. */
export function createOutput(isJson: boolean, onGone: () => void) {
  let isGone = false;
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    isGone = true;
    onGone();
  });
  process.stderr.on("error", () => {});

  /** Waits for a reader that is slower than the command. */
  async function write(text: string): Promise<void> {
    if (isGone || process.stdout.write(text)) return;
    await Promise.race([once(process.stdout, "drain"), once(process.stdout, "close")]).catch(() => {});
  }
  return {
    isJson,
    write,
    line: (text: string) => write(`${text}\n`),
    /** The command's one JSON document. Lone surrogates stay escaped. */
    document: (value: unknown) => write(`${JSON.stringify(value)}\n`),
    /** For people: progress, hints. */
    note: (text: string) => void process.stderr.write(`${text}\n`),
    /** One line of what happened and what to do (with `--json` a document); gives the exit code. */
    async failure(error: unknown): Promise<number> {
      const { code, message, fix, details } = toFailure(error);
      // Nobody listens any more, and what was cancelled for that is no fault.
      if (isGone) return 0;
      if (isJson) await write(`${JSON.stringify({ error: { code, message, fix, details } })}\n`);
      else process.stderr.write(`${oneLine(fix ? `${message} ${fix}` : message)}\n`);
      return errorCodes[code].exitCode;
    },
  };
}

const oneLine = (text: string) => `tapedeck: ${text.replaceAll(/\s*\n\s*/g, " ")}`;
