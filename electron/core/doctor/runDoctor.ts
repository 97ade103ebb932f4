import type { DoctorCheck } from "../../../shared/schemas/app.ts";
import { checkDatabases } from "./checkDatabases.ts";
import { checkDataFolder, checkDisk } from "./checkFolder.ts";
import { checkEngine, checkGpus, checkMemory } from "./checkMachine.ts";
import { checkCommands, checkPorts, checkVersions } from "./checkProgram.ts";
import { checkWriteAheadLogs } from "./checkWriteAheadLogs.ts";
import type { Finding } from "./finding.ts";

/** Looks at everything that Tapedeck needs and says what to fix. Needs no core: it works on a folder that no core can open. */
export async function runDoctor(parts: { dataFolder: string; databaseCheckEntry: string }): Promise<DoctorCheck[]> {
  const { dataFolder } = parts;
  const checks: [name: string, check: () => Promise<Finding> | Finding][] = [
    ["Versions", checkVersions],
    ["Data folder", () => checkDataFolder(dataFolder)],
    ["Disk", () => checkDisk(dataFolder)],
    ["Databases", () => checkDatabases(dataFolder, parts.databaseCheckEntry)],
    ["Write-ahead logs", () => checkWriteAheadLogs(dataFolder)],
    ["Memory", checkMemory],
    ["GPU", checkGpus],
    ["Engine", checkEngine],
    ["Ports", checkPorts],
    ["Commands", () => checkCommands(dataFolder)],
  ];
  return Promise.all(checks.map(async ([name, check]) => ({ name, fix: null, ...(await outcome(check)) })));
}

/** A check that fails itself is a finding. */
async function outcome(check: () => Promise<Finding> | Finding): Promise<Finding> {
  try {
    return await check();
  } catch (error) {
    return { state: "fault", found: (error as Error).message, fix: "Report this line: the check itself failed." };
  }
}
