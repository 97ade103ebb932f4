import type { Database } from "better-sqlite3";
import { access, constants } from "node:fs/promises";
import { isAbsolute } from "node:path";
import { AppError } from "../../../shared/errors.ts";
import type { Jobs } from "../jobs/jobs.ts";
import { removeParts } from "./copyModel.ts";
import { addEmbeddedModels, isEmbedded, pathOfLocation } from "./embeddedModels.ts";
import { createFileChecks } from "./fileChecks.ts";
import { createImporter, newModelId } from "./importModel.ts";
import type { Library, StoredModel } from "./libraryApi.ts";
import { createModelTables, type ModelFile, type ModelRecord } from "./modelTables.ts";
import { fileFailure } from "./openRegularFile.ts";
import { readGguf } from "./readGguf.ts";
import { noSuchModel, resolveTarget } from "./resolveTarget.ts";

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
  const { importModel, resumeCopies } = createImporter({ tables, checks, modelsFolder, now });

  const byPreference = (files: ModelFile[]) => files.toSorted((a, b) => preference[a.state] - preference[b.state]);

  function whole(model: ModelRecord): StoredModel {
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

  async function refresh(): Promise<void> {
    if (!isClosed) resumeCopies();
    for (const file of tables.files()) {
      const model = isClosed ? undefined : tables.model(file.modelId);
      if (model) await checks.see(file, model);
    }
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
    },

    pathOf: (id) => pathAt(whole(need(id)).location),
    chatFormat: async (id) => (await readGguf(pathAt(whole(need(id)).location))).chat,

    async import(request) {
      const { id, check, alreadyThere } = await importModel(request);
      const { family, version } = request;
      if (alreadyThere && (family !== undefined || version !== undefined)) tables.putModel({ ...need(id), ...(family !== undefined && { family }), ...(version !== undefined && { version }) });
      notify();
      return { model: whole(need(id)), jobId: check?.jobId ?? null, alreadyThere };
    },

    update(id, { name, family, version, settings }) {
      const model = need(id);
      const trimmed = name?.trim();
      if (trimmed === "") throw new AppError("bad-request", "A model needs a name.", { fix: "Give at least one character." });
      tables.putModel({ ...model, name: trimmed ?? model.name, family: family ?? model.family, version: version ?? model.version, settings: settings ?? model.settings });
      notify();
      return whole(need(id));
    },

    remove(id) {
      const model = need(id);
      const files = tables.filesOf(model.id);
      if (files.some(({ location }) => isEmbedded(location))) throw new AppError("bad-request", `${model.name} comes with Tapedeck and stays in the library.`, { fix: "It takes no memory while it is not loaded." });
      for (const { location } of files) checks.stop(location);
      tables.dropModel(model.id);
      notify();
    },

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
