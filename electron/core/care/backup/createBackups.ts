import type { Database } from "better-sqlite3";
import { existsSync, readdirSync, renameSync, rmdirSync, rmSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { AppError } from "../../../../shared/errors.ts";
import type { AuditVia } from "../../../../shared/schemas/audit.ts";
import { manifestName, type Backup, type BackupManifest } from "../../../../shared/schemas/backup.ts";
import type { Job } from "../../../../shared/schemas/job.ts";
import type { Jobs } from "../../jobs/jobs.ts";
import type { Audit } from "../audit/createAudit.ts";
import type { OneAtATime } from "../oneAtATime.ts";
import { startAlone } from "../startAlone.ts";
import { runTask } from "../thread/runTask.ts";
import { unfinishedOf } from "./backUp.ts";
import { readManifest } from "./readManifest.ts";

type Parts = { db: Database; jobs: Jobs; turns: OneAtATime; audit: Audit; entry: string; dataFolder: string; tapedeck: string; now: () => number };
type Row = { path: string; created_at: number; size: number; files: number; verified_at: number | null };

const keptBackups = 100;

/** Backups of this data folder: made while it is used, verified, and restored into new folders. */
export function createBackups({ db, jobs, turns, audit, entry, dataFolder, tapedeck, now }: Parts) {
  const put = db.prepare("INSERT INTO backups (path, created_at, size, files) VALUES (@path, @createdAt, @size, @files) ON CONFLICT DO UPDATE SET created_at = excluded.created_at, size = excluded.size, files = excluded.files, verified_at = NULL");
  const forget = db.prepare("DELETE FROM backups WHERE path NOT IN (SELECT path FROM backups ORDER BY created_at DESC LIMIT ?)");
  const setVerified = db.prepare("UPDATE backups SET verified_at = @at WHERE path = @path");
  const all = db.prepare<[], Row>("SELECT * FROM backups ORDER BY created_at DESC");

  function note(path: string, { files, createdAt }: BackupManifest, via: AuditVia): void {
    put.run({ path, createdAt, files: files.length, size: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) });
    forget.run(keptBackups);
    audit.add({ via, action: "backup", details: { path } });
  }

  return {
    /** Throws `busy`; what `backUp` throws is the job's error. */
    make(folder: string, via: AuditVia): Job {
      const path = resolve(folder);
      if (`${path}/`.startsWith(`${resolve(dataFolder)}/`)) throw new AppError("bad-request", `${path} lies in the data folder itself.`, { fix: "Name a folder elsewhere, best on another disk." });
      return startAlone({ jobs, turns }, "A backup", { kind: "backup", title: "Back up the data folder", subject: path }, async (signal, report) => {
        try {
          for await (const progress of runTask(entry, "backUp", { dataFolder, path, tapedeck, now: now() }, signal)) {
            if (progress.state === "copying") report({ done: Math.round(progress.doneBytes), total: progress.totalBytes, unit: "bytes" });
            else note(path, progress.manifest, via);
          }
        } finally {
          // A thread that was ended tidies nothing up.
          rmSync(unfinishedOf(path), { recursive: true, force: true });
        }
      });
    },
    /** Newest first. */
    list: (): Backup[] =>
      all.all().map(({ path, created_at, size, files, verified_at }) => ({ path, createdAt: created_at, sizeBytes: size, files, isThere: existsSync(join(path, manifestName)), verifiedAt: verified_at })),
    /** The job fails with what is wrong with it. Throws as `readManifest` does. */
    verify(folder: string): Job {
      const path = resolve(folder);
      readManifest(path);
      return jobs.start({ kind: "backup", title: "Verify a backup", subject: path }, async (signal, report) => {
        for await (const { doneBytes, totalBytes } of runTask(entry, "verifyBackup", { path }, signal)) report({ done: doneBytes, total: totalBytes, unit: "bytes" });
        setVerified.run({ path, at: now() });
      });
    },
    /** Into a new folder, which is there once all of it was verified. Throws as `readManifest` does, and `bad-request`. */
    restore(folder: string, into: string, via: AuditVia): Job {
      const path = resolve(folder);
      const target = resolve(into);
      readManifest(path);
      refuseUsed(target);
      return startAlone({ jobs, turns }, "A restore", { kind: "restore", title: "Restore a backup", subject: target }, async (signal, report) => {
        const staging = unfinishedOf(target);
        try {
          for await (const { doneBytes, totalBytes } of runTask(entry, "stageRestore", { path, staging }, signal)) report({ done: doneBytes, total: totalBytes, unit: "bytes" });
          if (existsSync(target)) rmdirSync(target);
          renameSync(staging, target);
          audit.add({ via, action: "restore", details: { path, note: `into ${target}` } });
        } finally {
          rmSync(staging, { recursive: true, force: true });
        }
      });
    },
  };
}

function refuseUsed(target: string): void {
  if (existsSync(target) && (!statSync(target).isDirectory() || readdirSync(target).length > 0)) {
    throw new AppError("bad-request", `${target} is not empty.`, { fix: "Name a new folder. To put the backup in the place of what is there, close Tapedeck and run `tapedeck restore BACKUP --data DIR`." });
  }
  if (!existsSync(dirname(target))) throw new AppError("not-found", `There is no folder ${dirname(target)}.`, { fix: "Make it first." });
}
