import { defineConfig } from "vitest/config";

const project = (name: string, include: string[], more: object = {}) => ({ test: { name, include, testTimeout: 20_000, hookTimeout: 60_000, ...more } });

/** `unit` is the quick loop; `models` loads real GGUF files; `e2e` drives the real window and browser; `peers` needs third parties. */
export default defineConfig({
  test: {
    projects: [
      project("unit", ["test/{shared,core,renderer,headless,main,scripts,migrations}/**/*.test.{ts,tsx}"]),
      project("models", ["test/models/**/*.test.ts"], { testTimeout: 120_000, fileParallelism: false }),
      project("e2e", ["test/e2e/**/*.test.ts"], { testTimeout: 180_000, fileParallelism: false }),
      project("peers", ["test/peers/**/*.test.ts"], { testTimeout: 600_000, fileParallelism: false }),
    ],
  },
});
