import { create } from "zustand";
import { toFailure, type Failure } from "../../../../shared/errors.ts";
import type { Job } from "../../../../shared/schemas/job.ts";
import type { ColumnTarget, Imported, ImportFormat, TransferPreview, TransferRequest } from "../../../../shared/schemas/transfer.ts";
import { api, shell, type Parts } from "../../../api.ts";
import type { Shell } from "../../../shell.ts";
import { begunJob } from "../begunJob.ts";

type Choices = { format: ImportFormat | "auto"; timeZone: "utc" | "local" };
export type ImportState = Choices & {
  isOpen: boolean;
  path: string;
  map: Record<string, ColumnTarget>;
  /** What was seen of the file; null: not looked at. */
  preview: TransferPreview | null;
  isLooking: boolean;
  failure: Failure | null;
  job: Job | null;
  /** What has come in so far, or in all. */
  imported: Imported | null;
  open(path?: string): void;
  close(): void;
  setPath(path: string): void;
  pick(): Promise<void>;
  choose(choices: Partial<Choices>): Promise<void>;
  mapColumn(name: string, target: ColumnTarget): Promise<void>;
  look(): Promise<void>;
  start(): Promise<void>;
  cancel(): Promise<void>;
};

type ImportParts = Pick<Parts, "api"> & { shell: Pick<Shell, "window"> };
const countedEveryMs = 500;
const nothing = { preview: null, failure: null, job: null, imported: null };

/** An import from its file to its result. It goes on as a job when the dialog closes. */
export function createImportFileStore({ api, shell }: ImportParts) {
  let looked = new AbortController();
  return create<ImportState>()((set, get) => {
    const request = (): TransferRequest => {
      const { path, format, map, timeZone } = get();
      return { path: path.trim(), timeZone, ...(format !== "auto" && { format }), ...(Object.keys(map).length > 0 && { map }) };
    };
    const fail = (error: unknown) => set({ failure: toFailure(error) });

    async function follow(jobId: string): Promise<void> {
      let countedAt = 0;
      for await (const jobs of api.jobs.watch({})) {
        const job = jobs.find(({ id }) => id === jobId);
        if (!job) return;
        const isOver = job.state !== "running";
        if (isOver || Date.now() - countedAt >= countedEveryMs) {
          countedAt = Date.now();
          set({ imported: await api.transfer.imported({ jobId }) });
        }
        set({ job });
        if (isOver) return;
      }
    }

    return {
      isOpen: false, path: "", format: "auto", timeZone: "utc", map: {}, isLooking: false, ...nothing,
      open(path) {
        const isRunning = get().job?.state === "running";
        set({ isOpen: true, ...(isRunning ? {} : nothing) });
        if (isRunning) return;
        if (path !== undefined) set({ path, map: {}, format: "auto" });
        if (get().path.trim() !== "") void get().look();
      },
      close() {
        looked.abort();
        set({ isOpen: false, isLooking: false });
      },
      setPath: (path) => set({ path, map: {}, format: "auto", ...nothing }),
      async pick() {
        try {
          const { paths } = await shell.window.pickFiles({ title: "Import interactions from", extensions: ["json", "jsonl", "ndjson", "csv", "tsv", "txt"] });
          if (paths[0] !== undefined) get().open(paths[0]);
        } catch (error) {
          fail(error);
        }
      },
      async choose(choices) {
        set({ ...choices, map: choices.format ? {} : get().map });
        await get().look();
      },
      async mapColumn(name, target) {
        const { preview, map } = get();
        // A field is one column's: who had it gives it up.
        const others = (preview?.columns ?? []).filter((column) => column.name !== name && column.target === target && target !== "ignore").map((column) => [column.name, "ignore"] as const);
        const next = { ...map, ...Object.fromEntries(others), [name]: target };
        // At once: the look that shows the rows anew takes a moment.
        const columns = preview?.columns?.map((column) => ({ ...column, target: next[column.name] ?? column.target })) ?? null;
        set({ map: next, preview: preview && { ...preview, columns } });
        await get().look();
      },
      async look() {
        looked.abort();
        looked = new AbortController();
        const { signal } = looked;
        if (get().path.trim() === "") return;
        set({ isLooking: true, failure: null, job: null, imported: null });
        try {
          const preview = await api.transfer.preview(request(), signal);
          if (!signal.aborted) set({ preview });
        } catch (error) {
          if (!signal.aborted) set({ preview: null, failure: toFailure(error) });
        } finally {
          if (!signal.aborted) set({ isLooking: false });
        }
      },
      async start() {
        set({ failure: null, imported: null });
        try {
          const { jobId } = await api.transfer.import(request());
          set({ job: begunJob("import", jobId) });
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

export const useImport = createImportFileStore({ api, shell });
