import { join } from "node:path";
import type { CoreContract } from "../../shared/contract.ts";
import { AppError } from "../../shared/errors.ts";
import type { AppInfo } from "../../shared/schemas/app.ts";
import type { Services } from "../../shared/rpc/contract.ts";
import { createApp } from "./app/createApp.ts";
import { createCompare } from "./compare/compare.ts";
import { createComparisonStore } from "./compare/comparisonStore.ts";
import { createGateway } from "./gateway/gateway.ts";
import { createTemplateRenderer } from "./gateway/templateRenderer.ts";
import { openInteractionLog } from "./interactions/interactionLog.ts";
import { createJobs } from "./jobs/jobs.ts";
import { createModels } from "./models/createModels.ts";
import { createLibrary } from "./models/library.ts";
import { startLlamaProcess } from "./models/llamaProcess.ts";
import { createRuntimes } from "./models/runtimes.ts";
import { places } from "./places.ts";
import { createReplay } from "./replay/replay.ts";
import { createSettings } from "./settings/settings.ts";
import { mainMigrations } from "./storage/main/migrations.ts";
import { moveAside } from "./storage/moveAside.ts";
import { openDatabase } from "./storage/openDatabase.ts";
import { engineVersion } from "./version.ts";

export type Core = { services: Services<CoreContract>; close(): Promise<void> };

/**
 * All services over one data folder, which the caller owns. `startNew`: a database that can't be read is moved aside first, to
 * which the person agreed. Throws what `openDatabase` throws.
 */
export async function createCore({ dataFolder, startNew }: { dataFolder: string; startNew: boolean }): Promise<Core> {
  const now = Date.now;
  const notices: AppInfo["notices"] = [];
  const db = openMain(join(dataFolder, "tapedeck.sqlite"), startNew, notices);
  const settings = createSettings({ db, now });
  const log = await openInteractionLog({
    dataFolder, writerEntry: places.logWriter, readerEntry: places.logReader, durability: settings.get().durability, now, timeZone: () => settings.get().timeZone,
  }).catch((error: unknown) => {
    db.close();
    throw error;
  });
  if (log.interrupted > 0) notices.push({ title: `${log.interrupted} interactions were interrupted`, body: "Tapedeck ended while they were being answered. What had arrived by the last second is kept." });
  settings.onChange(({ durability }) => log.setDurability(durability));

  const jobs = createJobs({ db, now });
  const library = createLibrary({ db, jobs, resourcesFolder: places.resourcesFolder, modelsFolder: join(dataFolder, "models"), now });
  const runtimes = createRuntimes({ library, start: () => startLlamaProcess(places.llamaEntry), gpu: () => settings.get().gpu });
  const renderer = createTemplateRenderer({ workerEntry: places.templateWorker });
  const gateway = createGateway({ recorder: log, now, library, runtimes, renderer });
  const replay = createReplay({ log: { get: (id) => log.get({ id }), replaysOf: log.replaysOf }, gateway, library });
  const compare = createCompare({ store: createComparisonStore(db), log: { get: (id) => log.get({ id }) }, gateway, library, jobs, now });
  const app = createApp({ dataFolder, engine: engineVersion, databaseCheckEntry: places.databaseCheck, notices, now });

  return {
    services: { app, settings, models: createModels({ library, runtimes }), gateway, interactions: log, replay, compare, jobs },
    async close() {
      library.close();
      await gateway.close();
      await jobs.close();
      await runtimes.close();
      renderer.close();
      await log.close();
      db.close();
    },
  };
}

/** `tapedeck.sqlite`; a broken one is moved aside where that was agreed to, and the notices say so. */
function openMain(path: string, startNew: boolean, notices: AppInfo["notices"]) {
  try {
    return openDatabase(path, mainMigrations);
  } catch (error) {
    if (!startNew || !(error instanceof AppError && error.code === "database-corrupt")) throw error;
    const aside = moveAside(path, new Date());
    notices.push({ title: "A new database was started", body: `The old one could not be read and lies beside it: ${aside}. Interactions are kept in files of their own.` });
    return openDatabase(path, mainMigrations);
  }
}
