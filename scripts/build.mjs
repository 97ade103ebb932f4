import { cpSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./setup/folders.mjs";
import { endWith, say } from "./setup/say.mjs";
import { fingerprintOf, isStamped, stamp } from "./setup/stamps.mjs";
import { openWorkFolder } from "./setup/workFolder.mjs";

const dist = join(root, "dist");
const inputs = ["electron", "shared", "renderer", "resources", "package.json", "package-lock.json", "vite.config.ts", "scripts/build.mjs"].map((name) => join(root, name));

/** Programs of their own: processes, and the threads that they start by address. */
const nodeEntries = [
  "electron/core/main.ts",
  "electron/core/parentWatch.worker.ts",
  "electron/core/logWriter.worker.ts",
  "electron/core/logReader.worker.ts",
  "electron/core/exportWriter.worker.ts",
  "electron/core/importReader.worker.ts",
  "electron/core/template.worker.ts",
  "electron/core/care.worker.ts",
  "electron/core/databaseCheck.worker.ts",
  "electron/core/otlpDecoder.worker.ts",
  "electron/llama/main.ts",
  "electron/headless/tapedeck.ts",
];
/** Packages with native parts; they stay where npm put them. */
const external = ["electron", "better-sqlite3", "node-llama-cpp"];

/**
 * Builds what is out of date, beside the old build, and swaps the two at the end: one that was cut short or failed leaves the old
 * one. The tree of `dist` mirrors the sources', so addresses between files hold in both.
 */
export async function buildIfNeeded() {
  const fingerprint = fingerprintOf(...inputs);
  if (isStamped(join(dist, ".built"), fingerprint)) return;
  say("building");
  const startedAt = performance.now();
  const work = openWorkFolder(join(root, ".cache"));
  try {
    await Promise.all([buildPrograms(work), buildPages(work)]);
    cpSync(join(root, "resources"), join(work, "resources"), { recursive: true });
    stamp(join(work, ".built"), fingerprint);
    rmSync(dist, { recursive: true, force: true, maxRetries: 3 });
    renameSync(work, dist);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  say(`built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}

async function buildPrograms(outdir) {
  const { build } = await import("esbuild");
  const common = { absWorkingDir: root, outdir, outbase: ".", bundle: true, external, logLevel: "warning", legalComments: "none", minifySyntax: true, sourcemap: "linked", sourcesContent: false };
  const module = { ...common, format: "esm", platform: "node", banner: { js: 'import { createRequire as createRequireHere } from "node:module"; const require = createRequireHere(import.meta.url);' } };
  await Promise.all([
    // Commands load only what they need: what several share becomes a chunk, two folders deep like its importers.
    build({ ...module, entryPoints: nodeEntries, splitting: true, chunkNames: "electron/chunks/[name]-[hash]", target: "node24" }),
    build({ ...module, entryPoints: ["electron/main/main.ts"], target: "node20" }),
    // A sandboxed preload is CommonJS.
    build({ ...common, entryPoints: ["electron/preload/preload.ts"], format: "cjs", platform: "browser", external, outExtension: { ".js": ".cjs" }, target: "chrome130" }),
  ]);
}

async function buildPages(outdir) {
  const { build } = await import("vite");
  await build({ configFile: join(root, "vite.config.ts"), logLevel: "warn", build: { outDir: join(outdir, "renderer"), emptyOutDir: true } });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await buildIfNeeded().catch(endWith);
