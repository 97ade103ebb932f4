import type { Database } from "better-sqlite3";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { AppError, toFailure } from "../../../shared/errors.ts";
import { createChanges } from "../../../shared/rpc/changes.ts";
import type { Job } from "../../../shared/schemas/job.ts";
import { Job as JobSchema } from "../../../shared/schemas/job.ts";

export type NewJob = Pick<Job, "kind" | "title" | "subject">;
export type Report = (progress: NonNullable<Job["progress"]>) => void;
export type Jobs = ReturnType<typeof createJobs>;

/** Why the signals of jobs abort at the end of core: it was nobody's wish. */
export const coreEnds = new AppError("cancelled", "Tapedeck is ending.");

const keptJobs = 200;
const savedEveryMs = 1000;
const shownEveryMs = 100;

/** Work that outlives the page that started it. Only `cancel`, or the end of core, ends it early. */
export function createJobs({ db, now }: { db: Database; now: () => number }) {
  const save = db.prepare(`
    INSERT INTO jobs (id, kind, title, subject, state, progress, error, started_at, ended_at) VALUES (@id, @kind, @title, @subject, @state, @progress, @error, @startedAt, @endedAt)
    ON CONFLICT (id) DO UPDATE SET state = excluded.state, progress = excluded.progress, error = excluded.error, ended_at = excluded.ended_at`);
  const drop = db.prepare("DELETE FROM jobs WHERE id NOT IN (SELECT id FROM jobs ORDER BY started_at DESC, id DESC LIMIT ?)");
  const all = db.prepare<[], Row>("SELECT * FROM jobs ORDER BY started_at DESC, id DESC");
  const running = new Map<string, { controller: AbortController; ended: Promise<void> }>();
  const changes = createChanges(shownEveryMs);
  db.prepare("UPDATE jobs SET state = 'interrupted', ended_at = ? WHERE state = 'running'").run(now());
  let isClosed = false;
  const jobs = new Map(all.all().map((row) => [row.id, jobOf(row)]));

  const write = (job: Job) => void save.run({ ...job, progress: job.progress && JSON.stringify(job.progress), error: job.error && JSON.stringify(job.error) });

  function show(job: Job): void {
    jobs.set(job.id, job);
    changes.notify();
  }

  /** A disk that is full must not end the work, nor hide how it ended: then only its row is behind, and says `interrupted` after the next start. */
  function showAndWrite(job: Job): void {
    show(job);
    try {
      write(job);
    } catch (error) {
      process.stderr.write(`The state of job ${job.id} could not be written: ${(error as Error).message}\n`);
    }
  }

  function forgetOld(): void {
    drop.run(keptJobs);
    const newest = [...jobs.values()].sort((a, b) => b.startedAt - a.startedAt);
    for (const { id } of newest.slice(keptJobs)) if (!running.has(id)) jobs.delete(id);
  }

  const list = (): Job[] => [...jobs.values()].sort((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? 1 : -1));

  return {
    /** Starts `work` and gives its job at once; throws where its row can't be written. What `work` throws is the job's error; after a cancel it is `cancelled`. */
    start({ kind, title, subject }: NewJob, work: (signal: AbortSignal, report: Report) => Promise<void>): Job {
      if (isClosed) throw coreEnds;
      const job: Job = { id: `job_${randomUUID()}`, kind, title, subject, state: "running", progress: null, startedAt: now(), endedAt: null, error: null };
      const controller = new AbortController();
      let savedAt = now();
      const report: Report = (progress) => {
        const latest = { ...jobs.get(job.id)!, progress };
        if (latest.state !== "running") return;
        if (now() - savedAt < savedEveryMs) return show(latest);
        savedAt = now();
        showAndWrite(latest);
      };
      const end = (state: Job["state"], error: Job["error"]) => showAndWrite({ ...jobs.get(job.id)!, state, error, endedAt: now() });
      write(job);
      show(job);
      forgetOld();
      const ended = work(controller.signal, report)
        .then(
          () => end("done", null),
          (error: unknown) => {
            const { aborted, reason } = controller.signal;
            if (aborted) end(reason === coreEnds ? "interrupted" : "cancelled", null);
            else end("failed", toFailure(error));
          },
        )
        .finally(() => running.delete(job.id));
      running.set(job.id, { controller, ended });
      return job;
    },

    list,
    async *watch(_request: object, signal: AbortSignal): AsyncGenerator<Job[]> {
      for await (const _ of changes.each(signal)) yield list();
    },
    /** Resolves when it has ended. Throws `not-found`. */
    async cancel({ id }: { id: string }): Promise<Job> {
      const open = running.get(id);
      open?.controller.abort();
      await open?.ended;
      const job = jobs.get(id);
      if (!job) throw new AppError("not-found", `There is no job ${id}.`);
      return job;
    },
    /** Ends what runs, as `interrupted`. */
    async close(): Promise<void> {
      isClosed = true;
      const open = [...running.values()];
      for (const { controller } of open) controller.abort(coreEnds);
      await Promise.all(open.map(({ ended }) => ended));
    },
  };
}

type Row = { id: string; kind: string; title: string; subject: string | null; state: string; progress: string | null; error: string | null; started_at: number; ended_at: number | null };
const Json = z.string().nullable().transform((text): unknown => (text === null ? null : JSON.parse(text)));

function jobOf({ started_at, ended_at, progress, error, ...row }: Row): Job {
  return JobSchema.parse({ ...row, progress: Json.parse(progress), error: Json.parse(error), startedAt: started_at, endedAt: ended_at });
}
