import { once } from "node:events";
import { setImmediate } from "node:timers/promises";
import { AppError, errorCodes, toFailure } from "../../shared/errors.ts";

/** Standard output and error of a command. */
export type Output = ReturnType<typeof createOutput>;

/**
 * `onGone` is called when standard output takes no more: the command then ends. A reader that has gone (`| head`) is no fault;
 * a full disk is one, which writes then throw.
 */
export function createOutput(isJson: boolean, onGone: () => void) {
  let isGone = false;
  let fault: AppError | undefined;
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    isGone = true;
    if (error.code !== "EPIPE") fault ??= new AppError("internal", `Standard output can't be written: ${error.message}.`, { fix: "Look at where it goes to: the disk may be full.", cause: error });
    onGone();
  });
  process.stderr.on("error", () => {});

  /** Waits for a reader that is slower than the command. */
  async function write(text: string): Promise<void> {
    if (fault) throw fault;
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
    /** Throws where something that was written did not arrive. */
    async arrived(): Promise<void> {
      // A stream tells of its fault after the write.
      await setImmediate();
      if (fault) throw fault;
    },
    /** One line of what happened and what to do (with `--json` a document); gives the exit code. */
    async failure(error: unknown): Promise<number> {
      const { code, message, fix, details } = toFailure(fault ?? error);
      // Nobody listens any more, and what was cancelled for that is no fault.
      if (isGone && !fault) return 0;
      if (isJson && !fault) await write(`${JSON.stringify({ error: { code, message, fix, details } })}\n`);
      else process.stderr.write(`${oneLine(fix ? `${message} ${fix}` : message)}\n`);
      return errorCodes[code].exitCode;
    },
  };
}

const oneLine = (text: string) => `tapedeck: ${text.replaceAll(/\s*\n\s*/g, " ")}`;
