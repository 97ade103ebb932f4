import type { CoreContract } from "../../shared/contract.ts";
import { AppError } from "../../shared/errors.ts";
import { createChanges } from "../../shared/rpc/changes.ts";
import type { Services } from "../../shared/rpc/contract.ts";
import { defaultSettings, type AppInfo, type SystemSample } from "../../shared/schemas/app.ts";
import type { Job } from "../../shared/schemas/job.ts";
import type { Model } from "../../shared/schemas/model.ts";
import { createFakeCare } from "./fakeCare.ts";
import { fakeFit, fakeFound, fakeInspection, fakeLibrary, fakeModel, loaded } from "./fakeModels.ts";

export const fakeInfo: AppInfo = {
  version: "0.1.0", dataFolder: "/home/kim/.local/share/tapedeck", node: "24.21.0", engine: "node-llama-cpp 3.21.1, llama.cpp b6902", platform: "linux x64", cores: 16, pid: 4242, startedAt: Date.UTC(2025, 10, 20, 12),
  notices: [{ title: "2 interactions were interrupted", body: "The core stopped while they ran. Their text up to then is kept." }],
};
export const fakeSample: SystemSample = { at: 0, cpu: 0.34, memoryUsedBytes: 14.1e9, memoryTotalBytes: 32e9, gpus: [{ name: "GPU 0", utilization: 0.71, memoryUsedBytes: 17.2e9, memoryTotalBytes: 24e9 }] };
export const fakeJobs = (now: number): Job[] => [
  { id: "job_1", kind: "hash", title: "Hash demo-support-v3 Q4_K_M", subject: "mdl_demo-support-v3 Q4_K_M", state: "running", progress: { done: 3.05e9, total: 4.92e9, unit: "bytes" }, startedAt: now - 6000, endedAt: null, error: null },
  { id: "job_2", kind: "compare", title: "Compare v1 and v2 on 40 interactions", subject: "cmp_1", state: "interrupted", progress: { done: 28, total: 80, unit: "answers" }, startedAt: now - 90_000, endedAt: now - 60_000, error: null },
];

type Parts = { models?: Model[]; jobs?: Job[]; remembered?: Map<string, unknown> };

/** A core in memory, with the contract's shapes and the library's behaviour, for pages and stores. It makes no text. */
export function createFakeCore({ models = fakeLibrary(), jobs = [], remembered = new Map() }: Parts = {}) {
  let settings = { ...defaultSettings };
  const library = createChanges();
  const work = createChanges();
  const find = (id: string) => {
    const model = models.find((each) => each.id === id);
    if (!model) throw new AppError("not-found", `There is no model ${id}.`);
    return model;
  };
  const put = (model: Model) => {
    models = models.map((each) => (each.id === model.id ? model : each));
    library.notify();
    return model;
  };
  const absent = (): never => {
    throw new AppError("bad-request", "This core in memory makes no text.");
  };
  async function* none() {}

  const services: Services<CoreContract> = {
    app: {
      info: () => fakeInfo,
      doctor: () => [
        { name: "Data folder", state: "ok", found: fakeInfo.dataFolder, fix: null },
        { name: "GPU", state: "caution", found: "No GPU was found; models run on the processor.", fix: "Install the driver of your GPU, or go on without." },
      ],
      system: async function* (_, signal) {
        yield fakeSample;
        await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
      },
      listFolder: ({ path = "/models" }) => ({ path, parent: path === "/" ? null : "/", entries: [{ name: "old", path: `${path}/old`, kind: "folder", sizeBytes: null }, { name: "support.gguf", path: `${path}/support.gguf`, kind: "file", sizeBytes: 4.92e9 }] }),
    },
    settings: {
      get: () => settings,
      set: (change) => (settings = { ...settings, ...change }),
      recall: ({ key }) => ({ value: remembered.get(key) ?? null }),
      remember: ({ key, value }) => (remembered.set(key, value), {}),
    },
    models: {
      list: () => models,
      async *watch(_, signal) {
        for await (const _change of library.each(signal)) yield models;
      },
      tensors: () => [
        { name: "token_embd.weight", shape: [4096, 32_000], type: "Q4_K", sizeBytes: 73_728_000, bitsPerWeight: 4.5 },
        { name: "blk.0.attn_norm.weight", shape: [4096], type: "F32", sizeBytes: 16_384, bitsPerWeight: 32 },
      ],
      compareTemplates: ({ id, otherId }) => ({ same: find(id).templateSha256 === find(otherId).templateSha256, diff: [{ kind: "same", text: "{% for message in messages %}" }, { kind: "removed", text: "{{ message.role }}" }] }),
      inspect({ path }) {
        const model = models.find((each) => each.location === path);
        return model ? fakeInspection(model) : { valid: false, reason: `${path} is not a GGUF file: it starts with “# Read”.`, offset: 0 };
      },
      import({ path }) {
        const known = models.find((each) => each.location === path);
        if (known) return { model: known, jobId: null, alreadyThere: true };
        if (!path.endsWith(".gguf")) throw new AppError("not-a-model", `${path} is not a GGUF file: it starts with “# Read”.`, { fix: "Choose a file that ends in .gguf." });
        const model = fakeModel(path.split("/").at(-1)!.replace(/\.gguf$/, ""), { location: path });
        models = [...models, model];
        library.notify();
        return { model, jobId: null, alreadyThere: false };
      },
      update: ({ id, ...change }) => put({ ...find(id), ...JSON.parse(JSON.stringify(change)) }),
      remove({ id }) {
        find(id);
        models = models.filter((each) => each.id !== id);
        library.notify();
        return {};
      },
      catalog: () => [
        { name: "Small Chat 135M Q4_1", family: "Small Chat 135M", version: "Q4_1", uri: "hf:example/small-chat-GGUF@0f3a/small-chat.Q4_1.gguf", sizeBytes: 98_362_432, sha256: "b1".repeat(32), license: "Apache-2.0", contextLength: 8192, description: "Answers short questions on any machine." },
      ],
      pull({ uri }) {
        const job: Job = { id: `job_pull ${uri}`, kind: "pull", title: `Pull ${uri.split("/").at(-1)}`, subject: uri, state: "running", progress: { done: 24_590_000, total: 98_362_432, unit: "bytes", perSecond: 6_100_000, secondsLeft: 12 }, startedAt: Date.now(), endedAt: null, error: null };
        jobs = [job, ...jobs];
        work.notify();
        return { jobId: job.id };
      },
      pulled: () => null,
      unfinishedPulls: () => [],
      discardPull: () => ({}),
      scan: () => ({ jobId: "job_scan" }),
      async *found() {
        yield fakeFound;
      },
      fit: ({ id, settings }) => fakeFit(find(id), settings),
      bench: () => ({ jobId: "job_bench" }),
      benches: () => [],
      load({ id }) {
        const model = find(id);
        if (model.fileState === "missing") throw new AppError("model-missing", `${model.location} is not there any more.`, { fix: "Put it back, or import it from its new place." });
        return put(loaded(model, null));
      },
      unload: ({ id }) => put({ ...find(id), runtime: { state: "unloaded" } }),
    },
    gateway: { run: none, complete: none, preview: absent, embed: absent, rerank: absent, countTokens: absent },
    interactions: { list: () => ({ items: [], next: null }), get: ({ id }) => { throw new AppError("not-found", `There is no interaction ${id}.`); }, count: () => ({ total: 0 }), watch: none, session: ({ from }) => ({ total: 0, from, turns: [] }), facets: absent, aggregate: absent, values: () => ({ values: [] }), sessionTotals: absent, neighbours: absent, feedback: () => [], addFeedback: absent, body: none },
    traces: { get: none, span: absent },
    views: { list: () => [], watch: none, save: absent, remove: absent },
    replay: { run: none, history: () => [] },
    care: createFakeCare(),
    compare: { start: absent, watch: none, list: () => [] },
    transfer: { preview: absent, import: absent, imported: absent, export: absent, exported: () => null, sampleExport: absent },
    jobs: {
      async *watch(_, signal) {
        for await (const _change of work.each(signal)) yield jobs;
      },
      cancel({ id }) {
        const job = jobs.find((each) => each.id === id);
        if (!job) throw new AppError("not-found", `There is no job ${id}.`);
        const cancelled: Job = { ...job, state: "cancelled", endedAt: Date.now() };
        jobs = jobs.map((each) => (each.id === id ? cancelled : each));
        work.notify();
        return cancelled;
      },
    },
  };
  return { services, setJobs: (next: Job[]) => ((jobs = next), work.notify()) };
}
