import type { InteractionLog } from "../../interactions/interactionLog.ts";
import type { Redactor } from "./createRedactor.ts";
import { redactIncoming } from "./redactIncoming.ts";
import { redactRecorder } from "./redactRecorder.ts";

/** The log, whose two doors take out what is to go before anything is stored: what the gateway records, and what comes in from elsewhere. */
export function redactLog(log: InteractionLog, redactor: () => Redactor): InteractionLog {
  return { ...log, ...redactRecorder(log, redactor), ingest: (batch, signal) => log.ingest(redactIncoming(batch, redactor()), signal) };
}
