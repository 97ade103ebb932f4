import type { Database } from "better-sqlite3";
import { z } from "zod";
import { Failure } from "../../../../shared/schemas/interaction.ts";
import { Imported, Reject } from "../../../../shared/schemas/transfer.ts";
import type { Place } from "./openRecords.ts";

/** An import as it is kept: what it has done, and where in which file it is. `file` tells the very same file, read in the very same way, again. */
export type ImportRecord = Imported & { file: string; place: Place };

type Row = {
  job_id: string; file: string; path: string; format: string; why: string; state: string; started_at: number; byte: number; line: number; records: number;
  imported: number; duplicates: number; rejected: number; rejects: string; spans: number; feedback: number; others_there: number; zone_assumed: number; resumed_at_bytes: number | null; error: string | null;
};

const keptImports = 200;
const Rejects = z.array(Reject);

/** The imports of a data folder. */
export function createImportStore(db: Database, now: () => number) {
  db.prepare("UPDATE imports SET state = 'interrupted' WHERE state = 'running'").run();
  const save = db.prepare(`
    INSERT INTO imports (job_id, file, path, format, why, state, started_at, byte, line, records, imported, duplicates, rejected, rejects, spans, feedback, others_there, zone_assumed, resumed_at_bytes, error)
    VALUES (@jobId, @file, @path, @format, @why, @state, @startedAt, @byte, @line, @records, @imported, @duplicates, @rejected, @rejects, @spans, @feedback, @othersThere, @zoneAssumed, @resumedAtBytes, @error)
    ON CONFLICT (job_id) DO UPDATE SET state = excluded.state, byte = excluded.byte, line = excluded.line, records = excluded.records, imported = excluded.imported, duplicates = excluded.duplicates,
      rejected = excluded.rejected, rejects = excluded.rejects, spans = excluded.spans, feedback = excluded.feedback, others_there = excluded.others_there, zone_assumed = excluded.zone_assumed, error = excluded.error`);
  const forgetOld = db.prepare("DELETE FROM imports WHERE job_id NOT IN (SELECT job_id FROM imports ORDER BY started_at DESC, job_id DESC LIMIT ?)");
  const byJob = db.prepare<[string], Row>("SELECT * FROM imports WHERE job_id = ?");
  const lastOf = db.prepare<[string], Row>("SELECT * FROM imports WHERE file = ? ORDER BY started_at DESC, job_id DESC LIMIT 1");

  return {
    save({ place, rejects, error, ...record }: ImportRecord): void {
      save.run({ ...record, ...place, rejects: JSON.stringify(rejects), error: error && JSON.stringify(error), startedAt: now() });
      forgetOld.run(keptImports);
    },
    get(jobId: string): ImportRecord | null {
      const row = byJob.get(jobId);
      return row ? recordOf(row) : null;
    },
    /** The last import of this file, where core died in the middle of it. Others are not gone on with: what they brought may have been removed since, on purpose. */
    cutShort(file: string): ImportRecord | null {
      const row = lastOf.get(file);
      return row?.state === "interrupted" ? recordOf(row) : null;
    },
  };
}
export type ImportStore = ReturnType<typeof createImportStore>;

function recordOf({ job_id, file, byte, line, records, rejects, resumed_at_bytes, others_there, zone_assumed, error, ...row }: Row): ImportRecord {
  const imported = Imported.parse({ ...row, jobId: job_id, records, rejects: Rejects.parse(JSON.parse(rejects)), resumedAtBytes: resumed_at_bytes, othersThere: others_there, zoneAssumed: zone_assumed, error: error === null ? null : Failure.parse(JSON.parse(error)) });
  return { ...imported, file, place: { byte, line, records } };
}
