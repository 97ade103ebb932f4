import { resolve } from "node:path";
import type { CoreContract } from "../../../shared/contract.ts";
import { AppError, errorCodes, fromFailure, toFailure, type Failure } from "../../../shared/errors.ts";
import type { Client } from "../../../shared/rpc/contract.ts";
import type { Model } from "../../../shared/schemas/model.ts";
import { connectToCore } from "../connectToCore.ts";
import type { Context } from "../context.ts";

type Options = { family?: string; version?: string; copy?: boolean };

/** Adds files to the library and waits until they are hashed. A file that can't be added does not keep the others out. */
export async function importModels(files: string[], options: Options, { output, signal, dataFolder }: Context): Promise<number> {
  const connection = await connectToCore(await dataFolder(), signal);
  const imported: { file: string; model: Model; alreadyThere: boolean }[] = [];
  const failed: { file: string; error: Failure }[] = [];
  try {
    for (const file of files) {
      try {
        const { family, version, copy } = options;
        imported.push({ file, ...(await importOne(connection.core, { path: resolve(file), family, version, copy }, signal)) });
      } catch (error) {
        if (signal.aborted || files.length === 1) throw error;
        failed.push({ file, error: toFailure(error) });
      }
    }
  } finally {
    await connection.close();
  }
  if (output.isJson) await output.document({ imported: imported.map(({ file, model, alreadyThere }) => ({ file, id: model.id, name: model.name, sha256: model.sha256, alreadyThere })), failed });
  else {
    for (const { model, alreadyThere } of imported) await output.line(`${model.name}  ${model.sha256?.slice(0, 12)}${alreadyThere ? "  was there already" : ""}`);
    for (const { error } of failed) output.note(`tapedeck: ${[error.message, error.fix].filter(Boolean).join(" ")}`);
  }
  return failed.length > 0 ? errorCodes[failed[0]!.error.code].exitCode : 0;
}

async function importOne(core: Client<CoreContract>, request: { path: string } & Options, signal: AbortSignal) {
  const { model, jobId, alreadyThere } = await core.models.import(request, signal);
  if (jobId === null) return { model, alreadyThere };
  for await (const jobs of core.jobs.watch({}, signal)) {
    const job = jobs.find(({ id }) => id === jobId);
    if (job?.state === "running") continue;
    if (job?.error) throw fromFailure(job.error as Failure);
    if (job && job.state !== "done") throw new AppError("cancelled", `Hashing ${request.path} was ${job.state}.`);
    break;
  }
  // Once its bytes are known it may turn out to be a model that was there.
  const models = await core.models.list({}, signal);
  const found = models.find(({ id }) => id === model.id) ?? models.find(({ location }) => location === model.location);
  return { model: found ?? model, alreadyThere: alreadyThere || found?.id !== model.id };
}
