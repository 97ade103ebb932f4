import type { Database } from "better-sqlite3";
import { z } from "zod";
import { BenchFigure, BenchResult } from "../../../../shared/schemas/bench.ts";

type Row = { id: string; at: number; model_sha256: string; machine_fingerprint: string; engine: string; settings: string; figures: string };

/** How many benches are kept; the oldest go first. */
const keptBenches = 1000;
const Settings = BenchResult.omit({ id: true, at: true, modelSha256: true, engine: true, figures: true });

/** What benches measured, in `tapedeck.sqlite`. */
export function createBenchStore(db: Database) {
  const insert = db.prepare(`
    INSERT INTO benches (id, at, model_sha256, machine_fingerprint, engine, settings, figures) VALUES (@id, @at, @modelSha256, @fingerprint, @engine, @settings, @figures)`);
  const drop = db.prepare("DELETE FROM benches WHERE id NOT IN (SELECT id FROM benches ORDER BY at DESC, id DESC LIMIT @kept)");
  const newest = db.prepare<[], Row>("SELECT * FROM benches ORDER BY at DESC, id DESC");
  const newestOf = db.prepare<{ modelSha256: string }, Row>("SELECT * FROM benches WHERE model_sha256 = @modelSha256 ORDER BY at DESC, id DESC");
  const newestHere = db.prepare<{ modelSha256: string; fingerprint: string }, Row>("SELECT * FROM benches WHERE model_sha256 = @modelSha256 AND machine_fingerprint = @fingerprint ORDER BY at DESC, id DESC");

  return {
    add({ id, at, modelSha256, engine, figures, ...settings }: BenchResult): void {
      db.transaction(() => {
        insert.run({ id, at, modelSha256, fingerprint: settings.machine.fingerprint, engine, settings: JSON.stringify(settings), figures: JSON.stringify(figures) });
        drop.run({ kept: keptBenches });
      })();
    },
    /** Newest first; of one model where it is named. */
    list: (modelSha256?: string): BenchResult[] => (modelSha256 === undefined ? newest.all() : newestOf.all({ modelSha256 })).map(resultOf),
    /** Of one model on one machine, newest first. */
    listHere: (modelSha256: string, fingerprint: string): BenchResult[] => newestHere.all({ modelSha256, fingerprint }).map(resultOf),
  };
}
export type BenchStore = ReturnType<typeof createBenchStore>;

function resultOf({ id, at, model_sha256, engine, settings, figures }: Row): BenchResult {
  return { id, at, modelSha256: model_sha256, engine, ...Settings.parse(JSON.parse(settings)), figures: z.array(BenchFigure).parse(JSON.parse(figures)) };
}
