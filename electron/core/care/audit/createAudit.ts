import type { Database } from "better-sqlite3";
import { userInfo } from "node:os";
import { AuditEntry, type AuditAction, type AuditPage, type AuditVia } from "../../../../shared/schemas/audit.ts";

export type Deed = { via: AuditVia; action: AuditAction; interactions?: number | null; details?: AuditEntry["details"] };
type Row = { key: number; at: number; who: string; via: string; action: string; interactions: number | null; details: string };

/** Ids that one entry names; the count says how many there were. */
const namedIds = 100;

/** The list of who deleted or changed what, when. Only `add` writes it, and the database itself refuses anything else. */
export function createAudit({ db, now }: { db: Database; now: () => number }) {
  const insert = db.prepare("INSERT INTO audit (at, who, via, action, interactions, details) VALUES (@at, @who, @via, @action, @interactions, @details)");
  const below = db.prepare<{ cursor: number; limit: number }, Row>("SELECT * FROM audit WHERE key < @cursor ORDER BY key DESC LIMIT @limit");

  return {
    add({ via, action, interactions = null, details = {} }: Deed): void {
      const named = { ...details, ...(details.ids && { ids: details.ids.slice(0, namedIds) }) };
      insert.run({ at: now(), who: via === "schedule" ? "Tapedeck" : userName(), via, action, interactions, details: JSON.stringify(named) });
    },
    /** Newest first. */
    page({ cursor, limit }: { cursor?: number | undefined; limit: number }): AuditPage {
      const rows = below.all({ cursor: cursor ?? Number.MAX_SAFE_INTEGER, limit: limit + 1 });
      const entries = rows.slice(0, limit).map((row) => AuditEntry.parse({ ...row, details: JSON.parse(row.details) as unknown }));
      return { entries, next: rows.length > limit ? entries.at(-1)!.key : null };
    },
  };
}
export type Audit = ReturnType<typeof createAudit>;

/** A user without an entry in the system's list has a number only. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? "unknown"}`;
  }
}
