import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { buildIfNeeded } from "./build.mjs";
import { installDependencies } from "./setup/dependencies.mjs";
import { startDisplay } from "./setup/display.mjs";
import { electronRuntime } from "./setup/electronRuntime.mjs";
import { root } from "./setup/folders.mjs";
import { endWith, say } from "./setup/say.mjs";
import { byEnvironment, printSummary } from "./setup/summary.mjs";
import { installSystemPackages } from "./setup/systemPackages.mjs";
import { runVitest } from "./setup/vitestRun.mjs";

/** A check without tests of its own counts as one. */
function check(name, command, args) {
  say(name);
  const { status } = spawnSync(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  return { name, tests: [{ title: name, file: "package.json", state: status === 0 ? "passed" : "failed" }] };
}

function testsOf(name, { tests, isBroken }) {
  return { name, tests: isBroken ? [...tests, { title: `the ${name} tests could not be run`, file: "vitest.config.ts", state: "failed" }] : tests };
}

async function test() {
  installDependencies();
  installSystemPackages();
  const { path } = await electronRuntime();
  await buildIfNeeded();
  const tool = (name) => join(root, "node_modules/.bin", name);
  const parts = [check("typecheck", tool("tsc"), ["-b"]), check("lint", tool("oxlint"), ["--type-aware", "--deny-warnings"])];
  parts.push(testsOf("unit", await runVitest("unit")));
  parts.push(testsOf("models", await runVitest("models")));
  const display = await startDisplay();
  try {
    const e2e = testsOf("e2e", await runVitest("e2e", { TAPEDECK_ELECTRON: path, ...(display.name && { DISPLAY: display.name }) }));
    parts.push(...byEnvironment(e2e.tests));
  } finally {
    display.stop();
  }
  printSummary(parts);
  return parts.some(({ tests }) => tests.some(({ state }) => state === "failed")) ? 1 : 0;
}

await test().then((code) => (process.exitCode = code), endWith);
