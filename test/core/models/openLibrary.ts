import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { createJobs } from "../../../electron/core/jobs/jobs.ts";
import { createLibrary } from "../../../electron/core/models/library.ts";
import { mainMigrations } from "../../../electron/core/storage/main/migrations.ts";
import { openDatabase } from "../../../electron/core/storage/openDatabase.ts";

export const resourcesFolder = fileURLToPath(new URL("../../../resources", import.meta.url));

/** A folder of the test's own with a name that trips careless code; gone when the test is. */
export function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "tapedeck blank é#%'-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** `tapedeck.sqlite` in `folder`, closed when the test is done. */
export function openMain(folder: string) {
  const db = openDatabase(join(folder, "tapedeck.sqlite"), mainMigrations);
  onTestFinished(() => void db.close());
  return db;
}

/** A library with its jobs over a real database, with a folder of its own. Closed as core closes it: library, jobs, database. */
export function openLibrary({ folder = ownFolder(), db = openMain(folder), resources = resourcesFolder } = {}) {
  const jobs = createJobs({ db, now: Date.now });
  const library = createLibrary({ db, jobs, resourcesFolder: resources, modelsFolder: join(folder, "models"), now: Date.now });
  const close = async () => {
    library.close();
    await jobs.close();
  };
  onTestFinished(close);
  return { library, jobs, folder, db, close };
}
