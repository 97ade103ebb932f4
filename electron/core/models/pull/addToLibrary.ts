import { rm } from "node:fs/promises";
import { AppError } from "../../../../shared/errors.ts";
import type { CatalogEntry, Pulled } from "../../../../shared/schemas/pull.ts";
import type { Jobs } from "../../jobs/jobs.ts";
import type { Library } from "../libraryApi.ts";
import type { Outcome } from "./runPull.ts";

type Parts = { library: Pick<Library, "get" | "import" | "update">; jobs: Pick<Jobs, "watch">; knownModel: (sha256: string) => string | undefined };
type Fetched = { outcome: Outcome; uri: string; name: string | undefined; catalogEntry: CatalogEntry | undefined; signal: AbortSignal };

const longestProvenance = 2000;

/** Makes what was fetched a model of the library, and waits until its bytes are known there. Bytes that it has already are not kept twice. */
export async function addToLibrary({ library, jobs, knownModel }: Parts, { outcome, uri, name, catalogEntry, signal }: Fetched): Promise<Pulled> {
  const { fetchedBytes } = outcome;
  const describe = (modelId: string, alreadyThere: boolean): Pulled => {
    const { id, location, sizeBytes, sha256, name: itsName } = library.get(modelId);
    return { uri, modelId: id, name: itsName, path: location, sizeBytes, sha256, fetchedBytes, alreadyThere };
  };
  if (outcome.kind === "known") return describe(outcome.modelId, true);

  const known = outcome.sha256 === null ? undefined : knownModel(outcome.sha256);
  if (known !== undefined && library.get(known).location !== outcome.path) {
    await rm(outcome.path, { force: true });
    return describe(known, true);
  }
  const { family, version, license } = catalogEntry ?? {};
  const imported = await library.import({ path: outcome.path, provenance: uri.slice(0, longestProvenance), family, version, license });
  if (imported.jobId !== null) await untilEnded(jobs, imported.jobId, signal);
  const model = library.get(imported.model.id);
  if (name !== undefined && !imported.alreadyThere && model.name !== name) library.update(model.id, { name });
  return { ...describe(model.id, imported.alreadyThere), path: outcome.path };
}

/** Waits for the job that hashes the file; one that fails says so itself, and the model is there all the same. */
async function untilEnded(jobs: Pick<Jobs, "watch">, jobId: string, signal: AbortSignal): Promise<void> {
  for await (const all of jobs.watch({}, signal)) if (all.find(({ id }) => id === jobId)?.state !== "running") return;
  throw new AppError("cancelled", "Cancelled.");
}
