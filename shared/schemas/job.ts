import { z } from "zod";
import { Failure } from "./interaction.ts";

/** Work that outlives the page that started it. `interrupted`: the core stopped while it ran. */
export const Job = z.object({
  id: z.string(),
  kind: z.enum(["hash", "compare", "bench", "scan", "pull", "import", "export", "retention", "backup", "restore", "remove"]),
  title: z.string(),
  /** The model or comparison that it works on; of a pull, its URI. */
  subject: z.string().nullable(),
  state: z.enum(["running", "done", "failed", "cancelled", "interrupted"]),
  /**
   * `unit` is `bytes` or a plural noun; `total` 0: not known. `perSecond` is the pace of the last seconds, `secondsLeft` the time that
   * is left at it; without them the pace since the start is what there is. `note`: what it does or waits for now, in one sentence.
   */
  progress: z.object({ done: z.number(), total: z.number(), unit: z.string(), perSecond: z.number().optional(), secondsLeft: z.number().optional(), note: z.string().optional() }).nullable(),
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  error: Failure.nullable(),
});
export type Job = z.infer<typeof Job>;
