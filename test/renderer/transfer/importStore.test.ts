import { expect, it } from "vitest";
import type { CoreContract } from "../../../shared/contract.ts";
import { AppError } from "../../../shared/errors.ts";
import type { Client } from "../../../shared/rpc/contract.ts";
import type { Job } from "../../../shared/schemas/job.ts";
import type { Imported, TransferPreview, TransferRequest } from "../../../shared/schemas/transfer.ts";
import { createImportFileStore } from "../../../renderer/features/transfer/import/importStore.ts";

const job = (state: Job["state"]): Job => ({ id: "job_1", kind: "import", title: "Import", subject: null, state, progress: { done: 1, total: 2, unit: "bytes" }, startedAt: 0, endedAt: null, error: null });
const preview: TransferPreview = {
  path: "/a.csv", sizeBytes: 10, format: "csv", why: "It has names.", rows: [], rejects: [], records: { count: 1, isEstimate: false }, zone: null,
  columns: [{ name: "q", target: "metadata.q", sample: "Hi" }, { name: "prompt", target: "input", sample: "Ho" }],
};
const imported: Imported = {
  jobId: "job_1", state: "done", path: "/a.csv", format: "csv", why: "", imported: 1, duplicates: 0, rejected: 0, rejects: [], spans: 0, feedback: 0, othersThere: 0, zoneAssumed: 0, records: 1, resumedAtBytes: null, error: null,
};

function createStore(picked: string[] = []) {
  const asked: TransferRequest[] = [];
  const started: TransferRequest[] = [];
  const cancelled: string[] = [];
  const api = {
    jobs: {
      async *watch() {
        yield [job("running")];
        yield [job("done")];
      },
      cancel: ({ id }: { id: string }) => (cancelled.push(id), Promise.resolve(job("cancelled"))),
    },
    transfer: {
      preview: (request: TransferRequest) => {
        asked.push(request);
        return request.path === "/gone" ? Promise.reject(new AppError("not-found", "There is no file at /gone.")) : Promise.resolve(preview);
      },
      import: (request: TransferRequest) => (started.push(request), Promise.resolve({ jobId: "job_1" })),
      imported: () => Promise.resolve(imported),
    },
  } as unknown as Client<CoreContract>;
  const store = createImportFileStore({ api, shell: { window: { pickFiles: () => Promise.resolve({ paths: picked }) } } as never });
  return { store, asked, started, cancelled };
}

it("looks at a file that was chosen, and says why one can't be imported", async () => {
  const { store, asked } = createStore(["/a.csv"]);
  await store.getState().pick();
  await expect.poll(() => store.getState().preview).toEqual(preview);
  expect([store.getState().isOpen, asked]).toEqual([true, [{ path: "/a.csv", timeZone: "utc" }]]);
  store.getState().setPath("/gone");
  await store.getState().look();
  expect(store.getState()).toMatchObject({ preview: null, isLooking: false, failure: { code: "not-found" } });
});

it("shows only the last file that was asked for, however late the answer before it comes", async () => {
  const { store } = createStore();
  store.getState().setPath("/gone");
  const first = store.getState().look();
  store.getState().setPath("/a.csv");
  await Promise.all([first, store.getState().look()]);
  expect(store.getState()).toMatchObject({ preview, failure: null });
});

it("gives a field to one column only, at once and to the core", async () => {
  const { store, asked } = createStore();
  store.getState().open("/a.csv");
  await expect.poll(() => store.getState().preview).toEqual(preview);
  const mapped = store.getState().mapColumn("q", "input");
  expect(store.getState().preview!.columns!.map(({ target }) => target)).toEqual(["input", "ignore"]);
  await mapped;
  expect(asked.at(-1)).toEqual({ path: "/a.csv", timeZone: "utc", map: { q: "input", prompt: "ignore" } });
});

it("imports with the choices that were made, to its result", async () => {
  const { store, started } = createStore();
  store.getState().setPath("/a.csv");
  await store.getState().choose({ format: "csv", timeZone: "local" });
  await store.getState().start();
  expect(started).toEqual([{ path: "/a.csv", timeZone: "local", format: "csv" }]);
  expect(store.getState()).toMatchObject({ imported, job: { state: "done" } });
});
