import { z } from "zod";

/** Where somebody did it: in a window, in a browser, on the command line; or nobody, as the daily retention. */
export const AuditVia = z.enum(["window", "browser", "command", "schedule"]);
export type AuditVia = z.infer<typeof AuditVia>;

export const AuditAction = z.enum(["remove", "tag", "retention", "drop-month", "set-retention", "set-redaction", "backup", "restore", "repair"]);
export type AuditAction = z.infer<typeof AuditAction>;

/** One deed. It holds no content of any interaction. */
export const AuditEntry = z.object({
  key: z.int(),
  at: z.number(),
  /** The user's name on the core's machine. */
  who: z.string(),
  via: AuditVia,
  action: AuditAction,
  /** How many interactions it took away, or null where it took none. */
  interactions: z.int().nullable(),
  /** What was asked: a filter, rules, a folder, and up to 100 ids. */
  details: z.object({ filter: z.string().optional(), ids: z.array(z.string()).max(100).optional(), months: z.array(z.string()).optional(), names: z.array(z.string()).optional(), path: z.string().optional(), note: z.string().optional() }),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** Newest first; `cursor` is the `next` of the page before. */
export const AuditRequest = z.object({ cursor: z.int().optional(), limit: z.int().min(1).max(1000).default(100) });
export const AuditPage = z.object({ entries: z.array(AuditEntry), next: z.int().nullable() });
export type AuditPage = z.infer<typeof AuditPage>;
