import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "./setup/folders.mjs";
import { endWith, say } from "./setup/say.mjs";
import { byEnvironment, printSummary } from "./setup/summary.mjs";
import { prepareTests, withDisplay } from "./setup/testBed.mjs";
import { runVitest } from "./setup/vitestRun.mjs";

// `npm test`: sets up what is missing, then everything: typecheck, lint, unit, processes, models, and the real window and browser.

/** A check without tests of its own counts as one. */
function check(name, command, args) {
  say(name);
  const { status } = spawnSync(join(root, "node_modules/.bin", command), args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  return { name, tests: [{ title: name, file: "package.json", state: status === 0 ? "passed" : "failed" }] };
}

async function test() {
  const electronPath = await prepareTests();
  const parts = [check("typecheck", "tsc", ["-b"]), check("lint", "oxlint", ["--type-aware", "--deny-warnings"])];
  for (const name of ["unit", "processes", "models"]) parts.push({ name, tests: await runVitest(name) });
  parts.push(...byEnvironment(await withDisplay(electronPath, (env) => runVitest("e2e", { env }))));
  return printSummary(parts);
}

await test().then((code) => (process.exitCode = code), endWith);
