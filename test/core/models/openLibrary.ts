import Database from "better-sqlite3";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { createLibrary } from "../../../electron/core/models/library.ts";
import { models } from "../../../electron/core/storage/main/0002-models.ts";
import type { Jobs } from "../../../electron/core/jobs/jobs.ts";

export const resourcesFolder = fileURLToPath(new URL("../../../resources", import.meta.url));

/** A folder of the test's own with a name that trips careless code; gone when the test is. */
export function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "tapedeck blank é#%'-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function openDatabase(path = ":memory:") {
  const db = new Database(path);
  db.pragma("foreign_keys = ON");
  db.exec(models);
  onTestFinished(() => void db.close());
  return db;
}

/** A library over a real database, with a folder of its own. */
export function openLibrary({ folder = ownFolder(), db = openDatabase(), resources = resourcesFolder, jobs = fakeJobs() } = {}) {
  const library = createLibrary({ db, jobs, resourcesFolder: resources, modelsFolder: join(folder, "models"), now: Date.now });
  onTestFinished(() => library.close());
  return { library, folder, db };
}
function fakeJobs(): Jobs { let n = 0; return { start(o: unknown, w: any) { const c = new AbortController(); void w(c.signal, () => undefined).catch(() => undefined); return { id: `job_${n++}` }; }, cancel() {} } as never; }
