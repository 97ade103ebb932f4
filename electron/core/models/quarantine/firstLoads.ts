import type { Database } from "better-sqlite3";
import type { FirstLoad } from "../../../../shared/schemas/model.ts";

type Tested = Extract<FirstLoad, { state: "passed" | "failed" }>;
type Row = { reason: string | null; at: number };
export type FirstLoads = ReturnType<typeof createFirstLoads>;

/** The table `first_loads` over `tapedeck.sqlite`. What another engine said of a file does not count. */
export function createFirstLoads({ db, engine }: { db: Database; engine: string }) {
  const one = db.prepare<[string, string], Row>("SELECT reason, at FROM first_loads WHERE sha256 = ? AND engine = ?");
  const put = db.prepare("INSERT INTO first_loads (sha256, engine, reason, at) VALUES (@sha256, @engine, @reason, @at) ON CONFLICT (sha256) DO UPDATE SET engine = @engine, reason = @reason, at = @at");
  return {
    get(sha256: string): Tested | null {
      const row = one.get(sha256, engine);
      if (!row) return null;
      return row.reason === null ? { state: "passed", at: row.at } : { state: "failed", at: row.at, reason: row.reason };
    },
    put(sha256: string, tested: Tested): void {
      put.run({ sha256, engine, reason: tested.state === "failed" ? tested.reason : null, at: tested.at });
    },
  };
}
