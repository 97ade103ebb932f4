import { z } from "zod";
import { Failure } from "./interaction.ts";

/** Work that outlives the page that started it. `interrupted`: the core stopped while it ran. */
export const Job = z.object({
  id: z.string(),
  kind: z.enum(["hash", "compare", "bench", "scan"]),
  title: z.string(),
  /** The model or comparison that it works on. */
  subject: z.string().nullable(),
  state: z.enum(["running", "done", "failed", "cancelled", "interrupted"]),
  /** `unit` is `bytes` or a plural noun. */
  progress: z.object({ done: z.number(), total: z.number(), unit: z.string() }).nullable(),
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  error: Failure.nullable(),
});
export type Job = z.infer<typeof Job>;
