// Opens a log, which brings it up to date, and tells its parent of each step.
import { openInteractionLog } from "../../electron/core/interactions/interactionLog.ts";
import { readerEntry, writerEntry } from "./openTestLog.ts";

const report = () => void process.send!("migrating");
const log = await openInteractionLog({ dataFolder: process.argv[2]!, writerEntry, readerEntry, durability: "normal", now: () => Date.UTC(2026, 10, 25, 12), timeZone: () => "utc", report });
process.send!("opened");
await log.close();
process.disconnect();
