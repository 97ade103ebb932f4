import { basename } from "node:path";
import type { MigrationReport } from "./migrate.ts";

/** What takes less is not worth a word while it runs; then one a while. */
const saidAfterMs = 1000;
const saidEveryMs = 2000;

/** Tells how far migrations are while they run, and what was done when they are over. `say` gets whole lines. */
export function watchMigrations({ say, now }: { say: (line: string) => void; now: () => number }) {
  const done = new Map<string, { startedAt: number; saidAt: number; rows: number }>();
  return {
    report({ path, done: rows, total }: MigrationReport): void {
      const time = now();
      const known = done.get(path) ?? { startedAt: time, saidAt: time - saidEveryMs + saidAfterMs, rows: 0 };
      done.set(path, known);
      known.rows = rows;
      if (time - known.saidAt < saidEveryMs) return;
      known.saidAt = time;
      say(`${basename(path)} is being brought up to date: ${rows.toLocaleString("en")} of ${total.toLocaleString("en")} rows, ${Math.floor((100 * rows) / Math.max(1, total))}%. It can be interrupted; then it starts anew.`);
    },
    /** One for all files, or none. */
    notices(): { title: string; body: string }[] {
      if (done.size === 0) return [];
      const files = [...done].map(([path, { rows }]) => `${basename(path)} (${rows.toLocaleString("en")} rows)`);
      return [{ title: "The log was brought up to date", body: `${files.slice(0, 12).join(", ")}${files.length > 12 ? ` and ${files.length - 12} more` : ""}. A copy of each file as it was lies beside it, with .v1.bak behind its name; delete it when you like.` }];
    },
  };
}
