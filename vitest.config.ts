import { defineConfig } from "vitest/config";

const project = (name: string, include: string[], more: object = {}) => ({ test: { name, include, testTimeout: 20_000, hookTimeout: 60_000, ...more } });

/** Tests that start many real processes or threads, or wait for real time: a minute of them, where the rest takes seconds. */
const processes = [
  "test/headless/**/*.test.ts",
  "test/fuzz/**/*.test.ts",
  "test/shared/rpc/protocol.test.ts",
  "test/shared/copyAs/copyAs.test.ts",
  "test/core/{coreMain,care/{retention,redactRecorder,backup,killed,repair},doctor/runDoctor,http/{listener,receiving},interactions/{traces/detailReads,finding,ingest,interactionLog,killed,migrationKilled,months,threads,wal},models/{llamaProcess,pull/{pull,faults,redirects,diskFull,splits}},owner/listenForCommands,storage/diskFull,transfer/{otlp/anyBytes,export/{exporting,roundTrip},formats/exports,import/{createImports,bigFile,roundTrip}}}.test.ts",
  "test/scripts/{build,lint}.test.ts",
];

/** `unit` is the quick loop; `processes` is beside it; `models` loads real GGUF files; `e2e` drives the real window and browser; `peers` needs third parties. */
export default defineConfig({
  test: {
    projects: [
      project("unit", ["test/{shared,core,llama,renderer,scripts,migrations}/**/*.test.{ts,tsx}"], { exclude: processes }),
      project("processes", processes),
      project("models", ["test/models/**/*.test.ts"], { testTimeout: 120_000, fileParallelism: false }),
      project("e2e", ["test/e2e/**/*.test.ts"], { testTimeout: 180_000, fileParallelism: false, expect: { poll: { timeout: 10_000 } } }),
      project("peers", ["test/peers/**/*.test.ts"], { testTimeout: 600_000, fileParallelism: false }),
    ],
  },
});
