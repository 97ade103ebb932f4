import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createBenchStore } from "../../../../electron/core/models/bench/benchStore.ts";
import { createSpeedRecords } from "../../../../electron/core/models/bench/speedRecords.ts";
import { thisMachine } from "../../../../electron/core/models/bench/thisMachine.ts";
import { mainMigrations } from "../../../../electron/core/storage/main/migrations.ts";
import { openDatabase } from "../../../../electron/core/storage/openDatabase.ts";
import type { BenchResult } from "../../../../shared/schemas/bench.ts";
import { tempFolder } from "../../../helpers/tempFolder.ts";
import { benchFigure } from "./benchFigure.ts";

function open() {
  const db = openDatabase(join(tempFolder(), "tapedeck.sqlite"), mainMigrations);
  onTestFinished(() => void db.close());
  return db;
}

const bench = (id: string, at: number, more: Partial<BenchResult> = {}): BenchResult => ({
  id, at, durationMs: 9000, modelSha256: "a".repeat(64), modelName: "demo", quantization: "Q8_0", machine: thisMachine(), engine: "node-llama-cpp 3.21.1, llama.cpp b1", backend: "cpu", devices: [],
  gpuLayers: 0, layers: 4, contextTokens: 4096, isQuick: false, figures: [benchFigure(), benchFigure({ series: "batch", generationTokensPerSecond: null })], best: null, ...more,
});

describe("kept benches", () => {
  it("come back as they were, newest first, by model and by machine", () => {
    const store = createBenchStore(open());
    const [first, second, other] = [bench("b1", 1), bench("b2", 2, { machine: { ...thisMachine(), fingerprint: "elsewhere" } }), bench("b3", 3, { modelSha256: "b".repeat(64) })];
    for (const each of [first, second, other]) store.add(each);
    expect(store.list()).toEqual([other, second, first]);
    expect(store.list(first.modelSha256)).toEqual([second, first]);
    expect(store.listHere(first.modelSha256, first.machine.fingerprint)).toEqual([first]);
  });

  it("are found by their model through an index", () => {
    const plan = open().prepare<[], { detail: string }>("EXPLAIN QUERY PLAN SELECT * FROM benches WHERE model_sha256 = 'a' AND machine_fingerprint = 'b' ORDER BY at DESC").all();
    expect(plan[0]!.detail).toContain("benches_by_model");
  });
});

describe("a model's record", () => {
  const conditions = { modelSha256: "a".repeat(64), backend: "cpu", gpuLayers: 0, threads: 1, depthTokens: 20 };
  const run = (tokensPerSecond: number, more = {}) => ({ tokensPerSecond, tokens: 100, busy: 1, ...more });
  const records = () => createSpeedRecords({ db: open(), fingerprint: "here", now: () => 0 });

  it("flags an answer at under half of it, and only that", () => {
    const { judge } = records();
    expect(judge(conditions, run(49))).toBeNull();
    expect(judge(conditions, run(100))).toBeNull();
    expect(judge(conditions, run(51))).toBeNull();
    expect(judge(conditions, run(49))).toEqual({ tokensPerSecond: 49, recordTokensPerSecond: 100 });
  });

  it("neither flags nor keeps what is short, or shared the machine with other answers", () => {
    const { judge, best } = records();
    judge(conditions, run(100));
    for (const more of [{ tokens: 63 }, { busy: 2 }]) {
      expect(judge(conditions, run(10, more))).toBeNull();
      judge(conditions, run(1000, more));
    }
    expect(best(conditions)).toBe(100);
  });

  it("holds for like conditions only", () => {
    const { judge } = records();
    judge(conditions, run(100));
    for (const other of [{ threads: 2 }, { backend: "vulkan" }, { gpuLayers: 4 }, { depthTokens: 4000 }, { modelSha256: "b".repeat(64) }]) expect(judge({ ...conditions, ...other }, run(10))).toBeNull();
    expect(judge({ ...conditions, depthTokens: 400 }, run(10))).not.toBeNull();
  });
});
