import { buildIfNeeded } from "./build.mjs";
import { installDependencies } from "./setup/dependencies.mjs";
import { startDisplay } from "./setup/display.mjs";
import { electronRuntime } from "./setup/electronRuntime.mjs";
import { installPeers } from "./setup/peers.mjs";
import { endWith } from "./setup/say.mjs";
import { printSummary } from "./setup/summary.mjs";
import { installSystemPackages } from "./setup/systemPackages.mjs";
import { runVitest } from "./setup/vitestRun.mjs";

// `npm run test:peers [-- --ci]`: the tests that need third-party models and servers. `--ci`: the light ones only.
async function testPeers(onlyLight) {
  installDependencies();
  installSystemPackages();
  const { path } = await electronRuntime();
  await buildIfNeeded();
  const { env, missing } = await installPeers(onlyLight);
  const display = await startDisplay();
  try {
    const { tests, isBroken } = await runVitest("peers", { TAPEDECK_ELECTRON: path, ...(display.name && { DISPLAY: display.name }), ...env });
    if (isBroken) tests.push({ title: "the peer tests could not be run", file: "vitest.config.ts", state: "failed" });
    const absent = missing.map(({ name, reason }) => ({ name: `${name} (not installed)`, tests: [], note: reason }));
    printSummary([{ name: "peers", tests }, ...absent]);
    return tests.some(({ state }) => state === "failed") ? 1 : 0;
  } finally {
    display.stop();
  }
}

await testPeers(process.argv.includes("--ci")).then((code) => (process.exitCode = code), endWith);
