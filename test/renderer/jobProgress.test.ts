import { describe, expect, it } from "vitest";
import { jobFacts, shareOfAll, timeLeftMs } from "../../renderer/features/jobs/jobProgress.ts";
import { createJobsStore } from "../../renderer/features/jobs/jobsStore.ts";
import type { Job } from "../../shared/schemas/job.ts";
import { createFakeCore, fakeJobs } from "../helpers/fakeCore.ts";
import { linkTo } from "../helpers/linkTo.ts";
import { until } from "../helpers/until.ts";

const job = (done: number, total: number, unit = "answers"): Job => ({ id: "job_1", kind: "compare", title: "Compare", subject: null, state: "running", progress: { done, total, unit }, startedAt: 0, endedAt: null, error: null });

describe("a job's progress", () => {
  it("says how far, how fast and how long", () => {
    expect(jobFacts(job(148, 240), 185_000)).toEqual(["148 of 240 answers", "0.8 answers/s", "1 min 55 s left"]);
    expect(jobFacts(job(3e9, 4e9, "bytes"), 6000)).toEqual(["3 GB of 4 GB", "500 MB/s", "2 s left"]);
  });

  it("says nothing that it cannot know", () => {
    expect(jobFacts({ ...job(1, 2), progress: null }, 1000)).toEqual([]);
    expect(timeLeftMs(job(0, 100), 5000)).toBeNull();
    expect(timeLeftMs(job(50, 100), 500)).toBeNull();
    expect(jobFacts(job(0, 0), 10_000)).toEqual(["0 of 0 answers"]);
  });

  it("of several is their mean", () => {
    expect(shareOfAll([job(1, 4), job(3, 4), { ...job(0, 0), progress: null }])).toBe(0.5);
    expect(shareOfAll([])).toBeNull();
  });
});

describe("jobs on the page", () => {
  it("are followed and can be cancelled from any page", async () => {
    const store = createJobsStore(linkTo(createFakeCore({ jobs: fakeJobs(Date.now()) }).services));
    const stop = store.getState().follow();
    await until(() => store.getState().jobs.length === 2);
    await store.getState().cancel("job_1");
    expect(store.getState().jobs[0]).toMatchObject({ state: "cancelled" });
    await store.getState().cancel("job_9");
    expect(store.getState().failure).toMatchObject({ code: "not-found" });
    stop();
  });
});
