import Sqlite from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { createJobs } from "../../../electron/core/jobs/jobs.ts";
import { mainMigrations } from "../../../electron/core/storage/main/migrations.ts";
import { AppError } from "../../../shared/errors.ts";
import { until } from "../../helpers/until.ts";

const newJob = { kind: "hash", title: "Hash a.gguf", subject: "mdl_1" } as const;

function openJobs(db = new Sqlite(":memory:")) {
  if (db.pragma("user_version", { simple: true }) === 0) for (const step of mainMigrations) db.exec(step as string);
  db.pragma(`user_version = ${mainMigrations.length}`);
  const clock = { now: 1_000_000 };
  return { db, clock, jobs: createJobs({ db, now: () => clock.now }) };
}
const untilAborted = (signal: AbortSignal) => new Promise<void>((_, reject) => signal.addEventListener("abort", () => reject(new Error("stopped")), { once: true }));
const stateOf = (db: Sqlite.Database, id: string) => db.prepare("SELECT state FROM jobs WHERE id = ?").pluck().get(id);

describe("a job", () => {
  it("is running at once, then done, and is there after a restart", async () => {
    const { db, jobs, clock } = openJobs();
    const gate = Promise.withResolvers<void>();
    const job = jobs.start(newJob, () => gate.promise);
    expect(job).toMatchObject({ state: "running", kind: "hash", title: "Hash a.gguf", subject: "mdl_1", startedAt: 1_000_000, endedAt: null });
    clock.now += 5000;
    gate.resolve();
    await until(() => jobs.list()[0]!.state === "done");
    expect(openJobs(db).jobs.list()).toEqual([{ ...job, state: "done", endedAt: 1_005_000 }]);
  });

  it("that throws has failed, with the reason", async () => {
    const { db, jobs } = openJobs();
    const { id } = jobs.start(newJob, () => Promise.reject(new AppError("model-missing", "It went away.", { fix: "Bring it back.", details: { path: "/x" } })));
    await until(() => jobs.list()[0]!.state === "failed");
    expect(openJobs(db).jobs.list()[0]).toMatchObject({ id, error: { code: "model-missing", message: "It went away.", fix: "Bring it back.", details: { path: "/x" } } });
  });

  it("is ended by cancel alone, which waits until it has", async () => {
    const { jobs } = openJobs();
    let isCleanedUp = false;
    const { id } = jobs.start(newJob, (signal) => untilAborted(signal).finally(() => (isCleanedUp = true)));
    expect(await jobs.cancel({ id })).toMatchObject({ state: "cancelled", error: null });
    expect(isCleanedUp).toBe(true);
    expect(await jobs.cancel({ id })).toMatchObject({ state: "cancelled" });
    await expect(jobs.cancel({ id: "job_none" })).rejects.toMatchObject({ code: "not-found" });
  });

  it("that a crash or the end of the core cut short is interrupted, and its owner finds it by its kind and subject", async () => {
    const { db, jobs } = openJobs();
    jobs.start(newJob, () => new Promise(() => {}));
    expect(openJobs(db).jobs.list()).toMatchObject([{ state: "interrupted", kind: "hash", subject: "mdl_1" }]);

    const ended = openJobs();
    const { id } = ended.jobs.start(newJob, untilAborted);
    await ended.jobs.close();
    expect(stateOf(ended.db, id)).toBe("interrupted");
    expect(() => ended.jobs.start(newJob, untilAborted)).toThrow(expect.objectContaining({ code: "cancelled" }));
  });

  it("shows its progress at once and writes it once a second", () => {
    const { db, jobs, clock } = openJobs();
    let report!: (done: number) => void;
    jobs.start(newJob, (_signal, tell) => {
      report = (done) => tell({ done, total: 10, unit: "bytes" });
      return new Promise(() => {});
    });
    const written = () => db.prepare("SELECT progress FROM jobs").pluck().get();
    clock.now += 999;
    report(1);
    expect([jobs.list()[0]!.progress?.done, written()]).toEqual([1, null]);
    clock.now += 1;
    report(2);
    expect([jobs.list()[0]!.progress?.done, written()]).toEqual([2, '{"done":2,"total":10,"unit":"bytes"}']);
  });

  it("keeps how it ended on the screen when its row can't be written", async () => {
    const { db, jobs } = openJobs();
    const gate = Promise.withResolvers<void>();
    const { id } = jobs.start(newJob, () => gate.promise);
    db.pragma("query_only = ON");
    gate.resolve();
    await until(() => jobs.list()[0]!.state === "done");
    expect(stateOf(db, id)).toBe("running");
    expect(() => jobs.start(newJob, () => gate.promise)).toThrow("readonly");
    expect(jobs.list()).toHaveLength(1);
  });
});

describe("the list of jobs", () => {
  it("keeps the newest 200", async () => {
    const { db, jobs, clock } = openJobs();
    for (let n = 0; n < 205; n++) {
      clock.now++;
      jobs.start({ ...newJob, title: `${n}` }, () => Promise.resolve());
      await Promise.resolve();
    }
    await until(() => jobs.list().every(({ state }) => state === "done"));
    clock.now++;
    jobs.start({ ...newJob, title: "last" }, () => Promise.resolve());
    expect(db.prepare("SELECT count(*) FROM jobs").pluck().get()).toBe(200);
    expect(jobs.list()).toHaveLength(200);
    expect(jobs.list()[0]!.title).toBe("last");
  });

  it("is watched as it is and after each change, until the watcher leaves", async () => {
    const { jobs } = openJobs();
    const leave = new AbortController();
    const seen: string[][] = [];
    for await (const list of jobs.watch({}, leave.signal)) {
      seen.push(list.map(({ state }) => state));
      if (seen.length === 1) jobs.start(newJob, () => Promise.resolve());
      if (seen.at(-1)?.[0] === "done") leave.abort();
    }
    expect([seen[0], seen.at(-1)]).toEqual([[], ["done"]]);
  });
});
