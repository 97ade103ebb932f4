import { createHash, randomUUID } from "node:crypto";
import { homedir } from "node:os";
import { isAbsolute, join, resolve, sep } from "node:path";
import { AppError } from "../../../shared/errors.ts";
import { whyNotRunnable } from "../../../shared/gguf/findings.ts";
import { defaultModelSettings, type ImportRequest } from "../../../shared/schemas/model.ts";
import { checkSpace, copyModel } from "./copyModel.ts";
import { isEmbedded } from "./embeddedModels.ts";
import { coreEnds } from "../jobs/jobs.ts";
import type { Check, FileChecks } from "./fileChecks.ts";
import { freeName, guessNames } from "./guessNames.ts";
import type { ModelFile, ModelRecord, ModelTables } from "./modelTables.ts";
import { readGguf } from "./readGguf.ts";

type Parts = { tables: ModelTables; checks: FileChecks; modelsFolder: string; now: () => number };

/** A small file is hashed within this time; its import then gives the model as it stays. */
const blinkMs = 250;

export const newModelId = () => `mdl_${randomUUID()}`;
/** No shell stands between the field for a path and this: `~/` is the home folder here. */
const fromHome = (path: string) => (path.startsWith("~/") ? join(homedir(), path.slice(2)) : path);
const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");

/** Brings files into the library. */
export function createImporter({ tables, checks, modelsFolder, now }: Parts) {
  const isOurs = (location: string) => isEmbedded(location) || location.startsWith(modelsFolder + sep);

  /** The model that lies at `location`, if its bytes are still the same. */
  async function unchangedAt(location: string): Promise<ModelRecord | undefined> {
    const file = tables.file(location);
    const model = file && tables.model(file.modelId);
    if (!model) return undefined;
    const seen = await checks.see(file, model, new AbortController().signal);
    return seen === "ready" || seen === "hashing" ? tables.model(file.modelId) : undefined;
  }

  /** Reads the header. A refusal names the file and says what to do. */
  async function describeFile(path: string): Promise<Awaited<ReturnType<typeof readGguf>>> {
    const refuse = (reason: string, fix: string, offset: number | null) => new AppError("not-a-model", `${path} can't be imported. ${reason}`, { fix, details: { reason, offset } });
    const description = await readGguf(path).catch((error: unknown) => {
      if (!(error instanceof AppError) || error.code !== "not-a-model" || error.fix) throw error;
      const offset = error.details?.["offset"];
      throw refuse(error.message, "Compare the file with its source, and download or convert it again.", typeof offset === "number" ? offset : null);
    });
    const reason = whyNotRunnable(description.kind);
    if (reason) throw refuse(reason, "Import the language model itself.", null);
    return description;
  }

  function startCopy(file: ModelFile, model: ModelRecord): Check {
    return checks.start(file, `Copy ${model.name}`, async (signal, report) => {
      // A person who cancels wants no copy; what the end of core or a full disk cut short is tried again at the next start.
      signal.addEventListener("abort", () => signal.reason === coreEnds || tables.dropCopy(file.location));
      const isWanted = (sha256: string) => {
        const known = tables.modelByHash(sha256);
        return !known || !tables.filesOf(known.id).some(({ location }) => isOurs(location));
      };
      const { original, copy } = await copyModel(file.location, modelsFolder, { signal, report, isWanted });
      if (!copy || tables.file(file.location)?.modelId !== file.modelId) {
        tables.dropCopy(file.location);
        return checks.settle(file, original);
      }
      const copied: ModelFile = { ...file, location: copy.path, modifiedUs: copy.modifiedUs };
      tables.inOne(() => {
        tables.putFile(copied);
        tables.dropFile(file.location);
      });
      checks.settle(copied, copy);
    });
  }

  /** What stood at the location is another file now; a model without any place leaves the library. */
  function release(location: string): void {
    const former = tables.file(location);
    if (!former) return;
    tables.dropFile(location);
    if (tables.filesOf(former.modelId).length === 0) tables.dropModel(former.modelId);
  }

  /** Goes on with copies that were cut short. */
  function resumeCopies(): void {
    for (const file of tables.copies()) {
      const model = tables.model(file.modelId);
      if (model && checks.isFree(file.location)) startCopy(file, model);
    }
  }

  /** `id` is that of the model; `check` the job that hashes it, null when the hash is known. See `Library.import`. */
  async function importModel(request: ImportRequest): Promise<{ id: string; check: Check | null; alreadyThere: boolean }> {
    const path = fromHome(request.path);
    if (!isAbsolute(path)) throw new AppError("bad-request", `"${path}" is not an absolute path.`, { fix: "Give the whole path of the file." });
    const location = resolve(path);
    const there = await unchangedAt(location);
    if (there) return { id: there.id, check: checks.runningAt(location) ?? null, alreadyThere: true };

    const before = tables.file(location)?.modelId;
    const { inspection, modifiedUs, ...description } = await describeFile(location);
    if (request.copy) await checkSpace(modelsFolder, inspection.sizeBytes);
    const meanwhile = tables.file(location);
    if (meanwhile && meanwhile.modelId !== before) return { id: meanwhile.modelId, check: checks.runningAt(location) ?? null, alreadyThere: true };

    const guessed = guessNames(location, { ...description, inspection });
    const { architecture, parameters, quantization, contextLength, sizeBytes, chatTemplate } = inspection;
    const model: ModelRecord = {
      id: newModelId(), name: "", family: request.family ?? guessed.family, version: request.version ?? guessed.version, sha256: null, sizeBytes, architecture, parameters,
      quantization, contextLength, templateSha256: chatTemplate === null ? null : hashOf(chatTemplate), importedAt: now(), settings: defaultModelSettings,
    };
    const file: ModelFile = { location, modelId: model.id, state: "hashing", modifiedUs, refusedUs: null, addedAt: now() };
    tables.inOne(() => {
      release(location);
      model.name = freeName(guessed.name, quantization, tables.models().map(({ name }) => name));
      tables.putModel(model);
      tables.putFile(file);
      if (request.copy) tables.putCopy(location);
    });
    const check = request.copy ? startCopy(file, model) : checks.hash(file, model);
    let isDone = false;
    await Promise.race([check.done.then(() => (isDone = true)), new Promise((wake) => setTimeout(wake, blinkMs))]);
    const id = tables.model(model.id)?.id ?? model.id;
    return { id, check: isDone ? null : check, alreadyThere: id !== model.id };
  }

  return { importModel, resumeCopies };
}
