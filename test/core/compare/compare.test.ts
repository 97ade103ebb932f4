import { once } from "node:events";
import { describe, expect, it, onTestFinished } from "vitest";
import { createCompare } from "../../../electron/core/compare/compare.ts";
import { createComparisonStore } from "../../../electron/core/compare/comparisonStore.ts";
import { createJobs } from "../../../electron/core/jobs/jobs.ts";
import { mainMigrations } from "../../../electron/core/storage/main/migrations.ts";
import { openDatabase } from "../../../electron/core/storage/openDatabase.ts";
import type { CompareRequest } from "../../../shared/schemas/comparison.ts";
import { until } from "../../helpers/until.ts";

const never = new AbortController().signal;
const request: CompareRequest = { targets: ["a", "b"], inputs: { messages: [{ role: "user", content: "Hello" }] } };

/** Over real tables, with models that answer only when they are cancelled. */
function openCompare() {
  const db = openDatabase(":memory:", mainMigrations);
  onTestFinished(() => void db.close());
  const store = createComparisonStore(db);
  const jobs = createJobs({ db, now: Date.now });
  let asked = 0;
  const gateway = {
    async *run(_request: unknown, signal: AbortSignal) {
      asked++;
      await once(signal, "abort");
      yield* [];
      signal.throwIfAborted();
    },
  };
  const log = { get: async () => { throw new Error("Nothing was recorded."); } };
  const library = { resolve: async (target: string) => ({ name: target, id: `mdl_${target}` }) };
  const compare = createCompare({ store, log, gateway, library, jobs, now: Date.now });
  return { db, jobs, compare, asked: () => asked, states: () => store.list().map(({ state }) => state) };
}

describe("a comparison", () => {
  it("that a person cancels is cancelled, one that the end of core cuts short is interrupted, and so are their jobs", async () => {
    const { compare, jobs, states, asked } = openCompare();
    const { jobId } = await compare.start(request, never);
    await until(() => asked() === 1);
    await jobs.cancel({ id: jobId });
    await compare.start(request, never);
    await until(() => asked() === 2);
    await jobs.close();
    expect(states().toSorted()).toEqual(["cancelled", "interrupted"]);
    expect(jobs.list().map(({ state }) => state).toSorted()).toEqual(["cancelled", "interrupted"]);
  });

  it("whose job can't be started has failed and is not watched for ever", async () => {
    const { db, compare, states } = openCompare();
    db.exec("CREATE TRIGGER full BEFORE INSERT ON jobs BEGIN SELECT RAISE(ABORT, 'disk full'); END");
    await expect(compare.start(request, never)).rejects.toThrow("disk full");
    expect(states()).toEqual(["failed"]);
    const { id } = (await compare.list({}, never))[0]!;
    const seen = [];
    for await (const { state } of compare.watch({ id }, never)) seen.push(state);
    expect(seen).toEqual(["failed"]);
  });
});
