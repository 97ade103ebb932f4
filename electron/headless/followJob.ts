import type { CoreContract } from "../../shared/contract.ts";
import { AppError, fromFailure, type Failure } from "../../shared/errors.ts";
import type { Client } from "../../shared/rpc/contract.ts";
import type { Job } from "../../shared/schemas/job.ts";
import type { Output } from "./output.ts";

type Progress = NonNullable<Job["progress"]>;
type Words = {
  /** How far it is, in one line. */
  textOf(progress: Progress): string;
  /** What to do after it was ended early. */
  fixOf?(job: Job): string | undefined;
};

/** On a terminal one line is written anew; into a file a line now and then is enough. */
const lineEveryMs = { terminal: 200, file: 5000 };

/** Shows a job on standard error until it is done. Throws its failure, and `cancelled` after it was ended, also for Ctrl-C. */
export async function followJob(core: Client<CoreContract>, jobId: string, output: Output, signal: AbortSignal, words: Words): Promise<void> {
  const job = await endOf(core, jobId, output, signal, words);
  if (job.error) throw fromFailure(job.error as Failure);
  if (job.state !== "done") throw new AppError("cancelled", `${job.title} was ${job.state}.`, { fix: words.fixOf?.(job) });
}

async function endOf(core: Client<CoreContract>, jobId: string, output: Output, signal: AbortSignal, { textOf, fixOf }: Words): Promise<Job> {
  const line = createProgressLine(output, textOf);
  try {
    for await (const jobs of core.jobs.watch({}, signal)) {
      const job = jobs.find(({ id }) => id === jobId);
      if (!job) throw new AppError("not-found", `The job ${jobId} is not known any more.`);
      line.show(job);
      if (job.state !== "running") return job;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    line.end();
  }
  const job = await core.jobs.cancel({ id: jobId });
  if (job.state === "done") return job;
  throw new AppError("cancelled", "Cancelled.", { fix: fixOf?.(job) });
}

function createProgressLine({ note }: Output, textOf: Words["textOf"]) {
  const { isTTY } = process.stderr;
  let shownAt = -Infinity;
  let shownNote: string | undefined;
  return {
    show({ progress }: Job): void {
      if (!progress) return;
      const isNews = progress.note !== shownNote && progress.note !== undefined;
      if (!isNews && performance.now() - shownAt < (isTTY ? lineEveryMs.terminal : lineEveryMs.file)) return;
      shownAt = performance.now();
      shownNote = progress.note;
      if (isTTY) process.stderr.write(`\r\x1b[K${textOf(progress)}`);
      else note(textOf(progress));
    },
    end: () => void (isTTY && process.stderr.write("\r\x1b[K")),
  };
}
