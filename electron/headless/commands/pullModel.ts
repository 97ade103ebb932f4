import { AppError } from "../../../shared/errors.ts";
import type { Job } from "../../../shared/schemas/job.ts";
import { connectToCore } from "../connectToCore.ts";
import type { Context } from "../context.ts";
import { followJob } from "../followJob.ts";
import { formatBytes } from "../format.ts";

type Options = { sha256?: string; name?: string };

/** Fetches a model and adds it to the library. Ctrl-C ends the job, and leaves what was fetched for the next time. */
export async function pullModel(uri: string, { sha256, name }: Options, { output, signal, dataFolder }: Context): Promise<number> {
  const { core, close } = await connectToCore(await dataFolder(), signal);
  try {
    const { jobId } = await core.models.pull({ uri, sha256, name }, signal);
    await followJob(core, jobId, output, signal, { textOf: progressText, fixOf: goesOn });
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

function progressText({ done, total, perSecond, secondsLeft, note }: NonNullable<Job["progress"]>): string {
  const facts = [
    total > 0 ? `${formatBytes(done)} of ${formatBytes(total)} (${Math.floor((done / total) * 100)}%)` : formatBytes(done),
    perSecond !== undefined && `${formatBytes(perSecond)}/s`,
    secondsLeft !== undefined && `${Math.ceil(secondsLeft)} s left`,
    note,
  ];
  return facts.filter(Boolean).join("  ");
}
