import { resolve } from "node:path";
import type { CoreContract } from "../../../shared/contract.ts";
import { AppError, fromFailure, type Failure } from "../../../shared/errors.ts";
import type { Client } from "../../../shared/rpc/contract.ts";
import type { Job } from "../../../shared/schemas/job.ts";
import type { FoundFile } from "../../../shared/schemas/model.ts";
import { connectToCore } from "../connectToCore.ts";
import type { Context } from "../context.ts";
import { formatBytes } from "../format.ts";

const stateOf = ({ modelId, problem, kind }: FoundFile) => (problem !== null ? "problem" : modelId !== null ? "known" : (kind ?? ""));

/** GGUF files in folders, or, without any, where other programs keep theirs. Imports nothing. */
export async function scanModels(folders: string[], { output, signal, dataFolder }: Context): Promise<number> {
  const connection = await connectToCore(await dataFolder(), signal);
  try {
    const { core } = connection;
    const { jobId } = await core.models.scan({ paths: folders.length > 0 ? folders.map((folder) => resolve(folder)) : undefined }, signal);
    let found: FoundFile[] = [];
    for await (const files of core.models.found({ jobId }, signal)) found = files;
    const job = await endOf(core, jobId, signal);
    if (job?.error) throw fromFailure(job.error as Failure);
    if (job?.state !== "done") throw new AppError("cancelled", "Looking for models was cancelled.");
    if (output.isJson) await output.document(found);
    else {
      for (const file of found) await output.line([stateOf(file).padEnd(8), file.place.padEnd(12), file.name.padEnd(40), file.quantization.padEnd(8), formatBytes(file.sizeBytes).padStart(9), file.problem ?? file.path].join("  "));
      if (found.length === 0) output.note("No GGUF files were found.");
    }
  } finally {
    await connection.close();
  }
  return 0;
}

async function endOf(core: Client<CoreContract>, jobId: string, signal: AbortSignal): Promise<Job | undefined> {
  for await (const jobs of core.jobs.watch({}, signal)) {
    const job = jobs.find(({ id }) => id === jobId);
    if (job?.state !== "running") return job;
  }
  return undefined;
}
