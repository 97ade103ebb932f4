import type { CoreContract } from "../../../shared/contract.ts";
import { AppError, fromFailure, type Failure } from "../../../shared/errors.ts";
import type { Client } from "../../../shared/rpc/contract.ts";
import type { Job } from "../../../shared/schemas/job.ts";
import { connectToCore } from "../connectToCore.ts";
import type { Context } from "../context.ts";
import { formatBytes } from "../format.ts";
import type { Output } from "../output.ts";

type Options = { sha256?: string; name?: string };

/** On a terminal one line is written anew; into a file a line now and then is enough. */
const lineEveryMs = { terminal: 200, file: 5000 };

/** Fetches a model and adds it to the library. Ctrl-C ends the job, and leaves what was fetched for the next time. */
export async function pullModel(uri: string, { sha256, name }: Options, { output, signal, dataFolder }: Context): Promise<number> {
  const { core, close } = await connectToCore(await dataFolder(), signal);
  try {
    const { jobId } = await core.models.pull({ uri, sha256, name }, signal);
    const job = await watchJob(core, jobId, output, signal);
    if (job.error) throw fromFailure(job.error as Failure);
    if (job.state !== "done") throw new AppError("cancelled", `The pull was ${job.state}.`, { fix: goesOn(job) });
    const pulled = await core.models.pulled({ id: jobId }, signal);
    if (!pulled) throw new AppError("internal", "The pull is done, and what it brought is not known.", { fix: "Look at `tapedeck models list`." });
    if (output.isJson) await output.document(pulled);
    else await output.line([pulled.name, pulled.sha256?.slice(0, 12), pulled.path, pulled.alreadyThere && "was there already"].filter(Boolean).join("  "));
    return 0;
  } finally {
    await close();
  }
}

const goesOn = ({ progress }: Job) => (progress && progress.done > 0 ? `The ${formatBytes(progress.done)} that were fetched are kept: the next pull of it goes on from there.` : undefined);

/** Shows the job until it has ended, and gives it. Throws `cancelled` after it was ended for Ctrl-C. */
async function watchJob(core: Client<CoreContract>, jobId: string, output: Output, signal: AbortSignal): Promise<Job> {
  const show = createProgressLine(output);
  try {
    for await (const jobs of core.jobs.watch({}, signal)) {
      const job = jobs.find(({ id }) => id === jobId);
      if (!job) throw new AppError("not-found", `The job ${jobId} is not known any more.`);
      show.job(job);
      if (job.state !== "running") return job;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    show.end();
  }
  const job = await core.jobs.cancel({ id: jobId });
  if (job.state === "done") return job;
  throw new AppError("cancelled", "Cancelled.", { fix: goesOn(job) });
}

function createProgressLine({ note }: Output) {
  const { isTTY } = process.stderr;
  let shownAt = 0;
  let shownNote: string | undefined;
  return {
    job({ progress }: Job): void {
      if (!progress) return;
      const isNews = progress.note !== shownNote && progress.note !== undefined;
      if (!isNews && performance.now() - shownAt < (isTTY ? lineEveryMs.terminal : lineEveryMs.file)) return;
      shownAt = performance.now();
      shownNote = progress.note;
      if (isTTY) process.stderr.write(`\r\x1b[K${progressText(progress)}`);
      else note(progressText(progress));
    },
    end: () => void (isTTY && process.stderr.write("\r\x1b[K")),
  };
}

function progressText({ done, total, perSecond, secondsLeft, note }: NonNullable<Job["progress"]>): string {
  const facts = [
    total > 0 ? `${formatBytes(done)} of ${formatBytes(total)} (${Math.floor((done / total) * 100)}%)` : formatBytes(done),
    perSecond !== undefined && `${formatBytes(perSecond)}/s`,
    secondsLeft !== undefined && `${Math.ceil(secondsLeft)} s left`,
    note,
  ];
  return facts.filter(Boolean).join("  ");
}
