import type { Database } from "better-sqlite3";
import { access, constants } from "node:fs/promises";
import { isAbsolute } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { AppError } from "../../../shared/errors.ts";
import type { Jobs } from "../jobs/jobs.ts";
import { removeParts } from "./copyModel.ts";
import { addEmbeddedModels, isEmbedded, pathOfLocation } from "./embeddedModels.ts";
import { createFileChecks } from "./fileChecks.ts";
import { createImporter, newModelId } from "./importModel.ts";
import type { Library, StoredModel } from "./libraryApi.ts";
import { checkAdapterFits } from "../../../shared/gguf/checkAdapterFits.ts";
import { applyChanges, type Changes } from "./lineage/applyChanges.ts";
import { checkKind } from "./lineage/checkKind.ts";
import { createLineage } from "./lineage/createLineage.ts";
import { createModelTables, type ModelFile, type ModelRecord } from "./modelTables.ts";
import { fileFailure } from "./openRegularFile.ts";
import { readGguf } from "./readGguf.ts";
import { noSuchModel, resolveTarget } from "./resolveTarget.ts";
import { readHeader } from "./splits/readHeader.ts";
import { firstPart } from "./splits/splitName.ts";

type Parts = {
  db: Database;
  jobs: Jobs;
  /** Absolute; holds `models/manifest.json` and the models that come with the app. */
  resourcesFolder: string;
  /** Absolute; where imported copies go. */
  modelsFolder: string;
  now: () => number;
};

/** For who waits as long as it takes. */
const forever = new AbortController().signal;
const refreshIntervalMs = 10_000;
const relatedWithinMs = 250;
/** Of a model's several places, the one to use comes first. */
const preference = { ready: 0, hashing: 1, changed: 2, missing: 3 };

/** Opens the library over `tapedeck.sqlite`: adds the embedded models, goes on with hashes that were interrupted, and watches the files. */
export function createLibrary({ db, jobs, resourcesFolder, modelsFolder, now }: Parts): Library {
  const tables = createModelTables(db);
  const listeners = new Set<() => void>();
  let isClosed = false;
  const notify = () => {
    for (const listener of listeners) listener();
  };
  const pathAt = (location: string) => pathOfLocation(location, resourcesFolder);
  const checks = createFileChecks({ tables, jobs, pathOf: pathAt, onChange: notify });
  const headerOf = async (id: string) => (await readHeader(pathAt(whole(need(id)).location))).header;
  const lineage = createLineage({ tables, headerOf, onChange: notify, isClosed: () => isClosed });
  const { importModel, resumeCopies } = createImporter({ tables, checks, lineage, modelsFolder, now });

  const byPreference = (files: ModelFile[]) => files.toSorted((a, b) => preference[a.state] - preference[b.state]);

  function whole({ origin: _origin, handSet: _handSet, ...model }: ModelRecord): StoredModel {
    const [best, ...others] = byPreference(tables.filesOf(model.id));
    if (!best) throw new AppError("internal", `The model ${model.name} (${model.id}) has no file in the library.`);
    return { ...model, location: best.location, fileState: best.state, otherLocations: others.map(({ location }) => location) };
  }

  const list = () => tables.models().map(whole);

  function need(id: string): ModelRecord {
    const model = tables.model(id);
    if (!model) throw noSuchModel(id, list());
    return model;
  }

  function change(model: ModelRecord, changes: Changes): void {
    tables.putModel(applyChanges(model, changes, { find: (id) => tables.model(id), need }));
  }

  async function refresh(): Promise<void> {
    if (!isClosed) resumeCopies();
    for (const file of tables.files()) {
      const model = isClosed ? undefined : tables.model(file.modelId);
      if (model) await checks.see(file, model);
    }
    await lineage.catchUp();
  }

  async function usable(id: string, signal: AbortSignal): Promise<string> {
    const model = need(id);
    for (const file of byPreference(tables.filesOf(model.id))) {
      const seen = await checks.see(file, model, signal);
      signal.throwIfAborted();
      if (seen !== "ready" && seen !== "hashing") continue;
      const path = pathAt(file.location);
      await access(path, constants.R_OK).catch((error: unknown) => { throw fileFailure(error, path); });
      return path;
    }
    throw await unusable(need(id));
  }

  async function unusable(model: ModelRecord): Promise<unknown> {
    const files = tables.filesOf(model.id);
    const places = files.map(({ location }) => pathAt(location));
    const paths = places.join(" and ");
    for (const path of places) {
      const failure = await access(path, constants.R_OK).then(() => null, (error: unknown) => fileFailure(error, path));
      if (failure instanceof AppError && failure.code === "forbidden") return failure;
    }
    const details = { modelId: model.id, paths: places };
    if (files.every(({ state }) => state === "missing")) {
      return new AppError("model-missing", `${model.name} can't be used: its file is not there any more (${paths}).`, { fix: "Put the file back, or import it from where it is now.", details });
    }
    return new AppError("model-changed", `${model.name} can't be used: its file is another one now (${paths}).`, { fix: "Put the original back, or import the file again to use it as it is now.", details });
  }

  addEmbeddedModels(tables, resourcesFolder, newModelId, now());
  // Where one stays it only takes space; the next start tries again.
  removeParts(modelsFolder).catch(() => undefined);
  let timer: NodeJS.Timeout | undefined;
  const watchFiles = async () => {
    if (isClosed) return;
    // A write that fails (a full disk) is said where someone asks for something; here the next round tries again.
    await refresh().catch(() => undefined);
    if (!isClosed) timer = setTimeout(() => void watchFiles(), refreshIntervalMs).unref();
  };
  void watchFiles();

  return {
    list,
    get: (id) => whole(need(id)),
    refresh,

    async resolve(target) {
      const found = resolveTarget(target, list(), (id) => { const model = tables.model(id); return model && whole(model); });
      if (found) return found;
      if (!isAbsolute(target)) throw noSuchModel(target, list());
      return whole(need((await importModel({ path: target })).id));
    },

    async checkFile(id, signal = forever) {
      checkKind(need(id));
      return usable(id, signal);
    },

    async checkAdapter(id, baseId, signal = forever) {
      const [adapter, base] = [need(id), need(baseId)];
      if (adapter.kind !== "adapter") throw new AppError("bad-request", `${adapter.name} is not a LoRA adapter.`, { fix: "Choose an adapter." });
      const path = await usable(id, signal);
      checkAdapterFits({ name: adapter.name, header: await headerOf(adapter.id) }, { name: base.name, header: await headerOf(base.id) });
      return path;
    },

    pathOf: (id) => pathAt(whole(need(id)).location),
    chatFormat: async (id) => (await readGguf(pathAt(whole(need(id)).location))).chat,

    async import(request) {
      const { id, check, alreadyThere } = await importModel(request);
      const { family, version, license, provenance } = request;
      if (alreadyThere) change(need(id), { family, version, license, provenance });
      // What others have of it is there at once in a library of hundreds, and soon in a larger one.
      await Promise.race([lineage.relate(), delay(relatedWithinMs, undefined, { ref: false })]);
      notify();
      return { model: whole(need(id)), jobId: check?.jobId ?? null, alreadyThere };
    },

    update(id, changes) {
      change(need(id), changes);
      void lineage.relate();
      notify();
      return whole(need(id));
    },

    remove(id) {
      const model = need(id);
      const files = tables.filesOf(model.id);
      if (files.some(({ location }) => isEmbedded(location))) throw new AppError("bad-request", `${model.name} comes with Tapedeck and stays in the library.`, { fix: "It takes no memory while it is not loaded." });
      for (const { location } of files) checks.stop(location);
      tables.inOne(() => {
        tables.dropModel(model.id);
        for (const { location } of files) tables.dismiss(location, now());
      });
      void lineage.relate();
      notify();
    },

    isSettled(path) {
      const location = firstPart(path);
      return tables.file(location) !== undefined || tables.isDismissed(location);
    },

    idOf: (path, sha256) => tables.file(path)?.modelId ?? (sha256 === null ? undefined : tables.modelByHash(sha256))?.id ?? null,

    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },

    close() {
      isClosed = true;
      checks.close();
      clearTimeout(timer);
    },
  };
}
