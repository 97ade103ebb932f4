import type { CoreContract } from "../../../shared/contract.ts";
import { resolve } from "node:path";
import { AppError } from "../../../shared/errors.ts";
import type { Client } from "../../../shared/rpc/contract.ts";
import type { Job } from "../../../shared/schemas/job.ts";
import { connectToCore } from "../connectToCore.ts";
import type { Context } from "../context.ts";
import { followJob } from "../followJob.ts";
import { formatBytes, formatCount } from "../format.ts";

/** Backs the data folder up while it is used, or with `verify` holds a backup against its manifest. */
export async function backup(folder: string, { verify }: { verify?: boolean }, { output, signal, dataFolder }: Context): Promise<number> {
  const { core, close } = await connectToCore(await dataFolder(), signal);
  try {
    const { jobId } = await (verify ? core.care.verifyBackup({ path: resolve(folder) }, signal) : core.care.backup({ path: resolve(folder) }, signal));
    await followJob(core, jobId, output, signal, { textOf: progressText });
    const made = await madeBy(core, jobId, signal);
    if (output.isJson) await output.document({ path: made, isVerified: verify === true });
    else await output.line(verify ? `${made} is whole and sound.` : await summary(core, made, signal));
    return 0;
  } finally {
    await close();
  }
}

async function madeBy(core: Client<CoreContract>, jobId: string, signal: AbortSignal): Promise<string> {
  for await (const jobs of core.jobs.watch({}, signal)) {
    const subject = jobs.find(({ id }) => id === jobId)?.subject;
    if (subject != null) return subject;
    break;
  }
  throw new AppError("internal", "The backup is done, and where it lies is not known.", { fix: "Look at Settings, Backup." });
}

async function summary(core: Client<CoreContract>, path: string, signal: AbortSignal): Promise<string> {
  const made = (await core.care.backups({}, signal)).find((each) => each.path === path);
  return made ? `${path}: ${formatCount(made.files)} files, ${formatBytes(made.sizeBytes)}.` : path;
}

const progressText = ({ done, total }: NonNullable<Job["progress"]>) => `${formatBytes(done)} of ${formatBytes(total)}`;
