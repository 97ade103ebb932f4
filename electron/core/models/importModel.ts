import { createHash, randomUUID } from "node:crypto";
import { isAbsolute, resolve, sep } from "node:path";
import { AppError } from "../../../shared/errors.ts";
import { whyNotRunnable } from "../../../shared/gguf/kinds.ts";
import { ModelKind, type ImportRequest } from "../../../shared/schemas/model.ts";
import { checkSpace, copyModel } from "./copyModel.ts";
import { isEmbedded } from "./embeddedModels.ts";
import { coreEnds } from "../jobs/jobs.ts";
import type { Check, FileChecks } from "./fileChecks.ts";
import type { LineageKeeper } from "./lineage/createLineage.ts";
import { freeName, guessNames } from "./lineage/guessNames.ts";
import { readOrigin } from "./lineage/origin.ts";
import { blankModel, type HandSet, type ModelFile, type ModelRecord, type ModelTables } from "./modelTables.ts";
import { readGguf, type ReadGguf } from "./readGguf.ts";
import { fromHome } from "./scan/fromHome.ts";
import { firstPart, partPaths } from "./splits/splitName.ts";

type Parts = { tables: ModelTables; checks: FileChecks; lineage: LineageKeeper; modelsFolder: string; now: () => number };

/** A small file is hashed within this time; its import then gives the model as it stays. */
const blinkMs = 250;

export const newModelId = () => `mdl_${randomUUID()}`;
const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");

/** Brings files into the library. */
export function createImporter({ tables, checks, lineage, modelsFolder, now }: Parts) {
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
  async function describeFile(path: string): Promise<ReadGguf & { kind: ModelKind }> {
    const refuse = (reason: string, fix: string, offset: number | null) => new AppError("not-a-model", `${path} can't be imported. ${reason}`, { fix, details: { reason, offset } });
    const description = await readGguf(path).catch((error: unknown) => {
      if (!(error instanceof AppError) || error.code !== "not-a-model" || error.fix) throw error;
      const offset = error.details?.["offset"];
      throw refuse(error.message, "Compare the file with its source, and download or convert it again.", typeof offset === "number" ? offset : null);
    });
    const kind = ModelKind.safeParse(description.kind);
    if (!kind.success) throw refuse(whyNotRunnable(description.kind) ?? "", "Import the language model itself.", null);
    return { ...description, kind: kind.data };
  }

  function startCopy(file: ModelFile, model: ModelRecord): Check {
    return checks.start(file, `Copy ${model.name}`, async (signal, report) => {
      // A person who cancels wants no copy; what the end of core or a full disk cut short is tried again at the next start.
      signal.addEventListener("abort", () => signal.reason === coreEnds || tables.dropCopy(file.location));
      const isWanted = (sha256: string) => {
        const known = tables.modelByHash(sha256);
        return !known || !tables.filesOf(known.id).some(({ location }) => isOurs(location));
      };
      const { original, copy } = await copyModel(partPaths(file.location, model.parts), modelsFolder, { signal, report, isWanted });
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

  /** The file as a model that is not in the library yet. `name` may be another's. */
  async function newModel({ header, inspection, kind, paths }: Awaited<ReturnType<typeof describeFile>>, location: string, request: ImportRequest): Promise<ModelRecord> {
    const { architecture, parameters, quantization, contextLength, sizeBytes, chatTemplate } = inspection;
    const origin = readOrigin(header);
    const { family, version } = request;
    const handSet: HandSet[] = [...(family === undefined ? [] : ["family" as const]), ...(version === undefined ? [] : ["version" as const])];
    const name = request.name ?? guessNames(location, origin, kind).name;
    const model = {
      ...blankModel, id: newModelId(), kind, name, family: family ?? "", version: version ?? "", sha256: null, sizeBytes, architecture, parameters, quantization, contextLength,
      templateSha256: chatTemplate === null ? null : hashOf(chatTemplate), importedAt: now(), license: request.license ?? origin.license, provenance: request.provenance ?? origin.source,
      parts: paths.length, origin, handSet,
    };
    return { ...model, ...(await lineage.guess(model, location, header)) };
  }

  /** `id` is that of the model; `check` the job that hashes it, null when the hash is known. See `Library.import`. */
  async function importModel(request: ImportRequest): Promise<{ id: string; check: Check | null; alreadyThere: boolean }> {
    const path = fromHome(request.path);
    if (!isAbsolute(path)) throw new AppError("bad-request", `"${path}" is not an absolute path.`, { fix: "Give the whole path of the file." });
    const given = resolve(path);
    const splitAt = firstPart(given);
    const there = (await unchangedAt(given)) ?? (splitAt === given ? undefined : await unchangedAt(splitAt));
    if (there) return { id: there.id, check: checks.runningAt(given) ?? checks.runningAt(splitAt) ?? null, alreadyThere: true };

    const before = new Map([given, splitAt].map((each) => [each, tables.file(each)?.modelId]));
    const described = await describeFile(given);
    const { inspection, modifiedUs, paths } = described;
    const location = paths[0]!;
    if (request.copy) await checkSpace(modelsFolder, inspection.sizeBytes);
    const { name, ...model } = await newModel(described, location, request);
    const meanwhile = tables.file(location);
    if (meanwhile && meanwhile.modelId !== before.get(location)) return { id: meanwhile.modelId, check: checks.runningAt(location) ?? null, alreadyThere: true };

    const file: ModelFile = { location, modelId: model.id, state: "hashing", modifiedUs, refusedUs: null, addedAt: now() };
    const named = tables.inOne(() => {
      release(location);
      const record = { ...model, name: freeName(name, inspection.quantization, tables.models().map((each) => each.name)) };
      tables.putModel(record);
      tables.putFile(file);
      tables.welcome(location);
      if (request.copy) tables.putCopy(location);
      return record;
    });
    const check = request.copy ? startCopy(file, named) : checks.hash(file, named);
    let isDone = false;
    await Promise.race([check.done.then(() => (isDone = true)), new Promise((wake) => setTimeout(wake, blinkMs))]);
    const id = tables.model(model.id)?.id ?? model.id;
    return { id, check: isDone ? null : check, alreadyThere: id !== model.id };
  }

  return { importModel, resumeCopies };
}
