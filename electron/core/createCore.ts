import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import type { CoreContract } from "../../shared/contract.ts";
import { AppError } from "../../shared/errors.ts";
import type { AuditVia } from "../../shared/schemas/audit.ts";
import type { AppInfo } from "../../shared/schemas/app.ts";
import type { Services } from "../../shared/rpc/contract.ts";
import { createApp } from "./app/createApp.ts";
import { createCareSettings } from "./care/careSettings.ts";
import { createCare } from "./care/createCare.ts";
import { createRedaction } from "./care/redaction/createRedaction.ts";
import { redactComparisons } from "./care/redaction/redactComparisons.ts";
import { redactLog } from "./care/redaction/redactLog.ts";
import { createCompare } from "./compare/compare.ts";
import { createComparisonStore } from "./compare/comparisonStore.ts";
import { createGateway } from "./gateway/gateway.ts";
import { createTemplateRenderer } from "./gateway/templateRenderer.ts";
import { openInteractionLog } from "./interactions/interactionLog.ts";
import { createJobs } from "./jobs/jobs.ts";
import { createBench } from "./models/bench/createBench.ts";
import { createBenchStore } from "./models/bench/benchStore.ts";
import { createSpeedRecords } from "./models/bench/speedRecords.ts";
import { thisMachine } from "./models/bench/thisMachine.ts";
import { createModels } from "./models/createModels.ts";
import { createLibrary } from "./models/library.ts";
import { startLlamaProcess } from "./models/llamaProcess.ts";
import { createPulls } from "./models/pull/createPulls.ts";
import { requesterFrom } from "./models/pull/requesterFrom.ts";
import { createFirstLoads } from "./models/quarantine/firstLoads.ts";
import { createQuarantine } from "./models/quarantine/createQuarantine.ts";
import { shippedHashes } from "./models/quarantine/shippedHashes.ts";
import { savedStatesOf } from "./models/runtime/savedStatesOf.ts";
import { createModelRuntimes } from "./models/runtime/createModelRuntimes.ts";
import { createScan } from "./models/scan/createScan.ts";
import { watchFolders } from "./models/scan/watchFolders.ts";
import { places } from "./places.ts";
import { createReplay } from "./replay/replay.ts";
import { createSettings } from "./settings/settings.ts";
import { mainMigrations } from "./storage/main/migrations.ts";
import { explainFailures } from "./storage/explainFailures.ts";
import type { MigrationReport } from "./storage/migrate.ts";
import { moveAside } from "./storage/moveAside.ts";
import { openDatabase } from "./storage/openDatabase.ts";
import { watchMigrations } from "./storage/watchMigrations.ts";
import { createExports } from "./transfer/export/createExports.ts";
import { createImports } from "./transfer/import/createImports.ts";
import { createReceiving, type Receiving } from "./transfer/receiving.ts";
import { engineVersion, version } from "./version.ts";
import { createViews } from "./views/createViews.ts";

const mainDatabase = "tapedeck.sqlite";

export type Core = {
  services: Services<CoreContract>;
  /** Everything, for those who come that way: the list of deeds names it. */
  servicesFor(via: AuditVia): Services<CoreContract>;
  /** Does what is wanted daily, until the end. */
  startDaily(): void;
  /** Takes in what programs elsewhere send. */
  receiving: Pick<Receiving, "traces" | "failedTraces" | "feedback">;
  /** Loads the pinned models, in the background. */
  loadPinned(): void;
  close(): Promise<void>;
};

/**
 * All services over one data folder, which the caller owns. `startNew`: a database that can't be read is moved aside first, to
 * which the person agreed. Throws what `openDatabase` throws.
 */
export async function createCore({ dataFolder, startNew }: { dataFolder: string; startNew: boolean }): Promise<Core> {
  const now = Date.now;
  const notices: AppInfo["notices"] = [];
  const migrations = watchMigrations({ say: (line) => void process.stderr.write(`${line}\n`), now });
  const { db, settings, log, careSettings, redaction } = await (startNew ? openSettingAside(() => openStorage(dataFolder, now, migrations.report), notices) : openStorage(dataFolder, now, migrations.report));
  notices.push(...migrations.notices());
  log.broken.forEach((path, at) => notices.push(startNew ? setAside(path) : brokenMonthNotice(path, log.reasons[at]!)));
  if (log.interrupted > 0) notices.push(interruptedNotice(log.interrupted));
  settings.onChange(({ durability }) => log.setDurability(durability));

  const jobs = createJobs({ db, now });
  const library = createLibrary({ db, jobs, resourcesFolder: places.resourcesFolder, modelsFolder: join(dataFolder, "models"), now });
  const { scan, found } = createScan({ library, jobs, home: homedir() });
  const watched = watchFolders({ library, folders: () => settings.get().watchFolders });
  const quarantine = createQuarantine({ library, firstLoads: createFirstLoads({ db, engine: engineVersion }), start: () => startLlamaProcess(places.llamaEntry), known: shippedHashes(places.resourcesFolder), now });
  const guarded = { ...library, checkFile: quarantine.checkFile };
  const machine = thisMachine();
  const records = createSpeedRecords({ db, fingerprint: machine.fingerprint, now });
  const { bench, benches, bestReplicas } = createBench({ store: createBenchStore(db), records, jobs, library: guarded, start: () => startLlamaProcess(places.llamaEntry), gpu: () => settings.get().gpu, machine, now });
  const { runtimes, fit } = createModelRuntimes({ db, library: guarded, start: () => startLlamaProcess(places.llamaEntry), gpu: () => settings.get().gpu, machine: machine.fingerprint, bestReplicas, judgeSpeed: records.judgeAnswer, savedStates: savedStatesOf(join(dataFolder, "kv")), now });
  const pulls = createPulls({ jobs, library, openRequester: () => requesterFrom(process.env, version), resourcesFolder: places.resourcesFolder, modelsFolder: join(dataFolder, "models"), now });
  const renderer = createTemplateRenderer({ workerEntry: places.templateWorker });
  const gateway = createGateway({ recorder: log, now, library, runtimes, renderer });
  const replay = createReplay({ log: { get: (id) => log.get({ id }), replaysOf: log.replaysOf }, gateway, library });
  const compare = createCompare({ ...redactComparisons(createComparisonStore(db), jobs, redaction.redactor), log: { get: (id) => log.get({ id }) }, gateway, library, now });
  const imports = createImports({ db, jobs, entry: places.importReader, log, now });
  const exports = createExports({ dataFolder, entry: places.exportWriter, jobs, log, now, timeZone: () => settings.get().timeZone });
  const care = createCare({ db, log, jobs, settings: careSettings, redaction, entry: places.care, dataFolder, tapedeck: version, now });
  const app = createApp({ dataFolder, engine: engineVersion, databaseCheckEntry: places.databaseCheck, notices, now });
  const receiving = createReceiving({ log, decoderEntry: places.otlpDecoder, now });
  const pinning = new AbortController();
  let stopDaily: (() => void) | undefined;
  const inMain = <S extends object>(service: S) => explainFailures(service, join(dataFolder, mainDatabase));

  const shared = { app, settings: inMain(settings), models: inMain({ ...createModels({ library, runtimes, firstLoad: quarantine.stateOf }), fit, bench, benches, scan, found, ...pulls }), gateway, interactions: log, traces: log.traces, views: inMain(createViews({ db, now })), replay, compare: inMain(compare), transfer: { ...exports, ...inMain(imports) }, jobs: inMain(jobs) };
  const servicesFor = (via: AuditVia): Services<CoreContract> => ({ ...shared, care: inMain(care.servedTo(via)) });

  return {
    services: servicesFor("command"),
    servicesFor,
    startDaily: () => void (stopDaily ??= care.startDaily()),
    receiving,
    loadPinned: () => void runtimes.loadPinned(pinning.signal),
    async close() {
      pinning.abort();
      stopDaily?.();
      watched.close();
      library.close();
      // Both at once: a job whose request was cancelled must not go on with its next one.
      await Promise.all([gateway.close(), jobs.close()]);
      await runtimes.close();
      renderer.close();
      await receiving.close();
      await log.close();
      db.close();
    },
  };
}

async function openStorage(dataFolder: string, now: () => number, report: (migration: MigrationReport) => void) {
  const db = openDatabase(join(dataFolder, mainDatabase), mainMigrations);
  try {
    const settings = createSettings({ db, now });
    const { durability } = settings.get();
    const log = await openInteractionLog({ dataFolder, writerEntry: places.logWriter, readerEntry: places.logReader, durability, now, timeZone: () => settings.get().timeZone, report });
    const careSettings = createCareSettings(db);
    const redaction = createRedaction(careSettings.redaction);
    return { db, settings, log: redactLog(log, redaction.redactor), careSettings, redaction };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Each file that can't be read is moved aside, and the notices say so. */
async function openSettingAside<T>(open: () => Promise<T>, notices: AppInfo["notices"]): Promise<T> {
  for (;;) {
    try {
      return await open();
    } catch (error) {
      const path = error instanceof AppError && error.code === "database-corrupt" ? error.details?.["path"] : undefined;
      if (typeof path !== "string" || !existsSync(path)) throw error;
      notices.push(setAside(path));
    }
  }
}

function setAside(path: string): AppInfo["notices"][number] {
  return { title: `${basename(path)} was set aside`, body: `It could not be read. It lies at ${moveAside(path, new Date())}, and Tapedeck goes on without it.` };
}

function brokenMonthNotice(path: string, reason: string): AppInfo["notices"][number] {
  return { title: `${basename(path)} can't be read`, body: `${reason} Its interactions are missing from lists and counts; all other months are there. Restore a copy of ${path}, or run \`tapedeck doctor --start-new\`, which moves it aside.` };
}

function interruptedNotice(count: number): AppInfo["notices"][number] {
  return { title: count === 1 ? "1 interaction was interrupted" : `${count} interactions were interrupted`, body: "Tapedeck ended while it was being answered. What had arrived by the last second is kept." };
}
