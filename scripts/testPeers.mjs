import { installPeers } from "./setup/peers.mjs";
import { endWith } from "./setup/say.mjs";
import { printSummary } from "./setup/summary.mjs";
import { softwareVulkan } from "./setup/systemPackages.mjs";
import { prepareTests, withDisplay } from "./setup/testBed.mjs";
import { runVitest } from "./setup/vitestRun.mjs";

// `npm run test:peers [-- --ci]`: the tests that need third-party models and servers. `--ci`: the light ones only.
async function testPeers(onlyLight) {
  const electronPath = await prepareTests(softwareVulkan);
  const { env: peers, missing } = await installPeers(onlyLight);
  const tests = await withDisplay(electronPath, (env) => runVitest("peers", { env: { ...env, ...peers } }));
  return printSummary([{ name: "peers", tests }, ...missing.map(({ name, reason }) => ({ name: `${name} (not installed)`, tests: [], note: reason }))]);
}

await testPeers(process.argv.includes("--ci")).then((code) => (process.exitCode = code), endWith);
