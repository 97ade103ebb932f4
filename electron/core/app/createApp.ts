import { availableParallelism, platform, release } from "node:os";
import type { CoreContract } from "../../../shared/contract.ts";
import type { Services } from "../../../shared/rpc/contract.ts";
import type { AppInfo } from "../../../shared/schemas/app.ts";
import { runDoctor } from "../doctor/runDoctor.ts";
import { version } from "../version.ts";
import { listFolder } from "./listFolder.ts";
import { createSystemSamples } from "./systemSamples.ts";

type Parts = { dataFolder: string; engine: string; databaseCheckEntry: string; notices: AppInfo["notices"]; now: () => number };

/** What the core says of itself and of its machine. */
export function createApp({ dataFolder, engine, databaseCheckEntry, notices, now }: Parts): Services<CoreContract>["app"] {
  const startedAt = now();
  const samples = createSystemSamples({ now });
  return {
    info: () => ({ version, dataFolder, node: process.versions.node, engine, platform: `${platform()} ${release()}`, cores: availableParallelism(), pid: process.pid, startedAt, notices }),
    doctor: () => runDoctor({ dataFolder, databaseCheckEntry }),
    system: (_input, signal) => samples(signal),
    listFolder: ({ path }) => listFolder(path),
  };
}
