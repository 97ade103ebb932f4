import type { CoreContract } from "../../../shared/contract.ts";
import { createChanges } from "../../../shared/rpc/changes.ts";
import type { Services } from "../../../shared/rpc/contract.ts";
import type { FirstLoad, Model } from "../../../shared/schemas/model.ts";
import { tensorRows } from "../../../shared/gguf/tensorRows.ts";
import { inspectFile } from "./inspectFile.ts";
import type { Library, StoredModel } from "./libraryApi.ts";
import type { Pulls } from "./pull/createPulls.ts";
import type { ScanService } from "./scan/createScan.ts";
import { libraryFindings } from "./quarantine/libraryFindings.ts";
import { readGguf } from "./readGguf.ts";
import type { Runtimes } from "./runtimes.ts";
import { compareTemplates } from "./templates/compareTemplates.ts";

/** While someone looks: not more often than this is the list sent, and the processes asked for their memory. */
const listIntervalMs = 500;
const memoryIntervalMs = 2000;

type Parts = {
  library: Library;
  runtimes: Runtimes;
  /** What became of a model's first load; left out, nothing is said of it. */
  firstLoad?: (model: StoredModel) => FirstLoad;
};

/** The models as the contract serves them: what the library knows, with what their processes do. */
export function createModels({ library, runtimes, firstLoad }: Parts): Omit<Services<CoreContract>["models"], "fit" | "bench" | "benches" | keyof ScanService | keyof Pulls> {
  const changes = createChanges(listIntervalMs);
  library.onChange(changes.notify);
  runtimes.onChange(changes.notify);
  let watchers = 0;
  let timer: NodeJS.Timeout | undefined;

  const whole = (model: StoredModel): Model => ({ ...model, runtime: runtimes.state(model.id), firstLoad: firstLoad?.(model) });
  const list = () => library.list().map(whole);
  const get = (id: string) => whole(library.get(id));

  function pathOf(place: string): string {
    const known = library.list().find(({ location }) => location === place);
    return known ? library.pathOf(known.id) : place;
  }

  function measureWhileWatched(): void {
    clearInterval(timer);
    if (watchers === 0) return;
    void runtimes.measure();
    timer = setInterval(() => void runtimes.measure(), memoryIntervalMs).unref();
  }

  return {
    list,
    async *watch(_input, signal) {
      watchers++;
      measureWhileWatched();
      try {
        for await (const _ of changes.each(signal)) yield list();
      } finally {
        watchers--;
        measureWhileWatched();
      }
    },
    /** Any file's path, or the place of a model as the library calls it (`embedded:<file>` too). */
    async inspect({ path }) {
      const inspection = await inspectFile(pathOf(path));
      const known = library.list().find(({ location }) => location === path);
      if (!inspection.valid || !known) return inspection;
      return { ...inspection, findings: [...inspection.findings, ...libraryFindings(known, library.list(), firstLoad?.(known))] };
    },
    async tensors({ path }) {
      return tensorRows((await readGguf(pathOf(path))).tensors);
    },
    compareTemplates: async ({ id, otherId }) => compareTemplates((await library.chatFormat(id)).template, (await library.chatFormat(otherId)).template),
    async import(request) {
      const { model, jobId, alreadyThere } = await library.import(request);
      return { model: whole(model), jobId, alreadyThere };
    },
    update: ({ id, ...more }) => whole(library.update(id, more)),
    remove({ id }) {
      library.remove(id);
      return {};
    },
    async load({ id }, signal) {
      const model = library.get(id);
      await runtimes.load(model.id, signal);
      return get(model.id);
    },
    async unload({ id }) {
      await runtimes.unload(library.get(id).id);
      return get(id);
    },
  };
}
