import type { Redaction, TriedRedaction } from "../../../../shared/schemas/redaction.ts";
import type { CareSettings } from "../careSettings.ts";
import { createRedactor, type Redactor } from "./createRedactor.ts";

/** What is taken out now, as it is set; a change counts from the next interaction on. */
export function createRedaction(settings: CareSettings["redaction"]) {
  let current: Redactor = createRedactor(settings.get());
  return {
    redactor: () => current,
    get: () => settings.get(),
    /** Throws `bad-request` for a rule that can't be run, or whose name another one has. */
    set(redaction: Redaction): void {
      const next = createRedactor(redaction);
      settings.set(redaction);
      current = next;
    },
    /** What would be taken out of a text. Throws as `set`. */
    try({ text, redaction }: { text: string; redaction?: Redaction | undefined }): TriedRedaction {
      const session = (redaction ? createRedactor(redaction) : current).session();
      const redacted = session.text(text);
      return { text: redacted, counts: session.counts() ?? {} };
    },
  };
}
export type RedactionSetting = ReturnType<typeof createRedaction>;
