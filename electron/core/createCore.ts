import type { CoreContract } from "../../shared/contract.ts";
import type { Services } from "../../shared/rpc/contract.ts";
import { createApp } from "./app/createApp.ts";
import { places } from "./places.ts";

export type Core = { services: Services<CoreContract>; close(): Promise<void> };

export async function createCore({ dataFolder }: { dataFolder: string; startNew: boolean }): Promise<Core> {
  const app = createApp({ dataFolder, engine: "", databaseCheckEntry: places.databaseCheck, notices: [], now: Date.now });
  return { services: { app } as unknown as Services<CoreContract>, async close() {} };
}
