import { expect, it } from "vitest";
import type { CoreContract } from "../../../shared/contract.ts";
import { AppError } from "../../../shared/errors.ts";
import type { Client } from "../../../shared/rpc/contract.ts";
import type { ExportRequest, ExportSelection } from "../../../shared/schemas/export.ts";
import type { Job } from "../../../shared/schemas/job.ts";
import { createExportStore } from "../../../renderer/features/transfer/export/exportStore.ts";
import { nameOf, pathIn } from "../../../renderer/paths.ts";

const job = (state: Job["state"], done: number): Job => ({ id: "job_1", kind: "export", title: "Export", subject: null, state, progress: { done, total: 2, unit: "interactions" }, startedAt: 0, endedAt: null, error: null });
const counts = { interactions: 2, records: 1, skipped: [], changed: [] };

function createStore(more: { taken?: boolean; saveAs?: { path: string | null; mayReplace: boolean } } = {}) {
  const asked: ExportRequest[] = [];
  const sampled: ExportSelection[] = [];
  const cancelled: string[] = [];
  const api = {
    app: { listFolder: () => Promise.resolve({ path: "/home/kim", parent: "/home", entries: [] }) },
    interactions: { count: () => Promise.resolve({ total: 2 }) },
    jobs: {
      async *watch() {
        yield [job("running", 1)];
        yield [job("done", 2)];
      },
      cancel: ({ id }: { id: string }) => (cancelled.push(id), Promise.resolve(job("cancelled", 1))),
    },
    transfer: {
      sampleExport: (selection: ExportSelection) => (sampled.push(selection), Promise.resolve({ lines: [`{"format":"${selection.format}"}`], ...counts })),
      export: (request: ExportRequest) => {
        asked.push(request);
        return more.taken && !request.force ? Promise.reject(new AppError("bad-request", "It is there already.", { details: { isTaken: true } })) : Promise.resolve({ jobId: "job_1" });
      },
      exported: () => Promise.resolve({ path: "/x", format: "csv" as const, files: 1, bytes: 10, ...counts }),
    },
  } as unknown as Client<CoreContract>;
  const shell = { window: { saveAs: () => Promise.resolve(more.saveAs ?? { path: null, mayReplace: false }) } } as never;
  return { store: createExportStore({ api, shell, now: () => new Date(2026, 10, 5) }), asked, sampled, cancelled };
}

it("shows what the list shows, counted, with a sample and a place to write to", async () => {
  const { store, sampled } = createStore();
  await store.getState().open({ filter: "status = ok" });
  await Promise.resolve();
  expect(store.getState()).toMatchObject({ total: 2, path: "/home/kim/interactions-2026-11-05.tapedeck.jsonl", sample: { lines: ['{"format":"tapedeck"}'] } });
  expect(sampled).toEqual([{ filter: "status = ok", format: "tapedeck", order: "oldest", raw: false }]);
});

it("lets a name of its own follow the format, and leaves a person's alone", async () => {
  const { store } = createStore();
  await store.getState().open({});
  store.getState().choose({ format: "csv" });
  expect(store.getState().path).toBe("/home/kim/interactions-2026-11-05.csv");
  store.getState().choose({ format: "parquet" });
  expect(store.getState().path).toBe("/home/kim/interactions-2026-11-05");
  store.getState().setPath("/data/mine");
  store.getState().choose({ format: "dpo" });
  expect(store.getState().path).toBe("/data/mine");
});

it("follows the job to its result", async () => {
  const { store, asked } = createStore();
  await store.getState().open({ text: "order" });
  store.getState().setPath("/x");
  await store.getState().start();
  expect(asked).toEqual([{ text: "order", format: "tapedeck", order: "oldest", raw: false, path: "/x", force: false }]);
  expect(store.getState()).toMatchObject({ job: { state: "done" }, done: { records: 1 }, failure: null });
});

it("replaces what is there only when it is told to, and at once where the system's dialog has asked", async () => {
  const { store, asked } = createStore({ taken: true, saveAs: { path: "/chosen", mayReplace: true } });
  await store.getState().open({});
  await store.getState().start();
  expect(store.getState().failure?.details).toEqual({ isTaken: true });
  await store.getState().start(true);
  expect(store.getState().done).not.toBeNull();
  await store.getState().pickPath();
  expect(asked.map(({ path, force }) => [path, force])).toEqual([["/home/kim/interactions-2026-11-05.tapedeck.jsonl", false], ["/home/kim/interactions-2026-11-05.tapedeck.jsonl", true], ["/chosen", true]]);
});

it("joins and names paths of both kinds of systems", () => {
  expect([pathIn("/", "a"), pathIn("/home", "a"), pathIn("C:\\Users\\Kim", "a"), pathIn("C:\\", "a")]).toEqual(["/a", "/home/a", "C:\\Users\\Kim\\a", "C:\\a"]);
  expect([nameOf("/home/kim/a.csv"), nameOf("C:\\Users\\a.csv"), nameOf("/"), nameOf("/home/kim/")]).toEqual(["a.csv", "a.csv", "", "kim"]);
});
