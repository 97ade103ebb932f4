import { create } from "zustand";
import { fromFailure, toFailure, type Failure } from "../../../../shared/errors.ts";
import type { ExportDone, ExportFormat, ExportSample, ExportSelection } from "../../../../shared/schemas/export.ts";
import type { Narrowing } from "../../../../shared/schemas/finding.ts";
import type { Job } from "../../../../shared/schemas/job.ts";
import { api, shell, type Parts } from "../../../api.ts";
import type { Shell } from "../../../shell.ts";
import { nameOf, pathIn } from "../../../paths.ts";
import { exportName } from "./exportFormats.ts";
import { begunJob } from "../begunJob.ts";

type Choices = Pick<ExportSelection, "format" | "order" | "raw">;
export type ExportState = Choices & {
  /** What is exported; null: the dialog is closed. */
  narrowing: Narrowing | null;
  path: string;
  /** How many interactions are meant; null: not counted yet. */
  total: number | null;
  sample: ExportSample | null;
  failure: Failure | null;
  job: Job | null;
  done: ExportDone | null;
  open(narrowing: Narrowing): Promise<void>;
  close(): void;
  choose(choices: Partial<Choices>): void;
  setPath(path: string): void;
  pickPath(): Promise<void>;
  /** `force`: what is there may be replaced. */
  start(force?: boolean): Promise<void>;
  cancel(): Promise<void>;
};

type ExportParts = Pick<Parts, "api"> & { shell: Pick<Shell, "window">; now?: () => Date };

/** An export from its choices to its result. It goes on as a job when the dialog closes. */
export function createExportStore({ api, shell, now = () => new Date() }: ExportParts) {
  let asked = new AbortController();
  return create<ExportState>()((set, get) => {
    const selection = (): ExportSelection => {
      const { narrowing, format, order, raw } = get();
      return { ...narrowing, format, order, raw };
    };
    const fail = (error: unknown) => set({ failure: toFailure(error) });

    async function readSample(): Promise<void> {
      asked.abort();
      asked = new AbortController();
      const { signal } = asked;
      set({ sample: null, failure: null });
      try {
        const sample = await api.transfer.sampleExport(selection(), signal);
        if (!signal.aborted) set({ sample });
      } catch (error) {
        if (!signal.aborted) fail(error);
      }
    }

    async function follow(jobId: string): Promise<void> {
      for await (const jobs of api.jobs.watch({})) {
        const job = jobs.find(({ id }) => id === jobId);
        if (get().job?.id !== jobId || !job) return;
        set({ job });
        if (job.state === "running") continue;
        if (job.error) throw fromFailure(job.error as Failure);
        if (job.state === "done") set({ done: await api.transfer.exported({ jobId }) });
        return;
      }
    }

    return {
      narrowing: null, format: "tapedeck", order: "oldest", raw: false, path: "", total: null, sample: null, failure: null, job: null, done: null,
      async open(narrowing) {
        const isRunning = get().job?.state === "running";
        set({ narrowing, total: null, ...(isRunning ? {} : { job: null, done: null }) });
        void readSample();
        api.interactions.count(narrowing).then(
          ({ total }) => get().narrowing === narrowing && set({ total }),
          () => {},
        );
        if (get().path !== "") return;
        // Only a proposal: where it can't be made, the person writes the path.
        const home = await api.app.listFolder({}).catch(() => null);
        if (home && get().path === "") set({ path: pathIn(home.path, exportName(get().format, now())) });
      },
      close() {
        asked.abort();
        set({ narrowing: null });
      },
      choose(choices) {
        const { format, path } = get();
        // A name of ours follows the format; a person's own is left alone.
        const isOurs = nameOf(path) === exportName(format, now());
        const next: ExportFormat = choices.format ?? format;
        set({ ...choices, done: null, ...(isOurs ? { path: `${path.slice(0, path.length - nameOf(path).length)}${exportName(next, now())}` } : {}) });
        void readSample();
      },
      setPath: (path) => set({ path, done: null, failure: null }),
      async pickPath() {
        try {
          const { path, mayReplace } = await shell.window.saveAs({ title: "Export interactions to", path: get().path });
          if (path === null) return;
          set({ path, done: null, failure: null });
          if (mayReplace) await get().start(true);
        } catch (error) {
          fail(error);
        }
      },
      async start(force = false) {
        set({ failure: null, done: null });
        try {
          const { jobId } = await api.transfer.export({ ...selection(), path: get().path, force });
          set({ job: begunJob("export", jobId) });
          await follow(jobId);
        } catch (error) {
          fail(error);
        }
      },
      async cancel() {
        const { job } = get();
        if (job) await api.jobs.cancel({ id: job.id }).catch(fail);
      },
    };
  });
}

export const useExport = createExportStore({ api, shell });
