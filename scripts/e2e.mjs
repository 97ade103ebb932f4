import { endWith } from "./setup/say.mjs";
import { byEnvironment, printSummary } from "./setup/summary.mjs";
import { prepareTests, withDisplay } from "./setup/testBed.mjs";
import { runVitest } from "./setup/vitestRun.mjs";

// `npm run e2e [-- FILTER…]`: the tests of the real window and browser, all of them or those whose file's name holds a filter.
async function e2e(filters) {
  const electronPath = await prepareTests();
  return printSummary(byEnvironment(await withDisplay(electronPath, (env) => runVitest("e2e", { env, filters }))));
}

await e2e(process.argv.slice(2)).then((code) => (process.exitCode = code), endWith);
