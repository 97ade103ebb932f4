import { installDependencies } from "./setup/dependencies.mjs";
import { installPeers } from "./setup/peers.mjs";
import { endWith, SetupError } from "./setup/say.mjs";
import { printSummary } from "./setup/summary.mjs";
import { runVitest } from "./setup/vitestRun.mjs";

/** Tests whose count decides how much they prove: `npm test` runs them small. What they print are the figures. */
const trials = {
  schemas: { filter: "test/models/generation/jsonSchema", env: { TAPEDECK_SCHEMAS: "200" } },
  kills: { filter: "test/models/kills", env: { TAPEDECK_KILLS: "60" } },
  log: { filter: "test/core/interactions/killed", project: "processes", env: { TAPEDECK_LOG_KILLS: "200" } },
  speculation: { filter: "test/models/speculation", env: {} },
  import: { filter: "test/core/transfer/import/bigFile", project: "processes", env: { TAPEDECK_IMPORT_MB: "5000" } },
  prefix: { filter: "test/models/prefixReuse", env: {} },
};

// `npm run torture [-- schemas|kills|log|speculation|import|prefix]`: 200 random schemas, 60 kills of a model, 200 of the log, 50 prompts with guesses ahead, a file of 5 GB, 100 requests that share a prefix.
async function torture(names) {
  const unknown = names.filter((name) => !(name in trials));
  if (unknown.length > 0) throw new SetupError(`There is no trial ${unknown.join(", ")}; there are ${Object.keys(trials).join(", ")}.`);
  installDependencies();
  const { env: peers } = await installPeers(true);
  const parts = [];
  for (const name of names.length > 0 ? names : Object.keys(trials)) {
    const { filter, env, project = "models" } = trials[name];
    parts.push({ name, tests: await runVitest(project, { env: { ...peers, ...env, TAPEDECK_TORTURE: "1" }, filters: [filter] }) });
  }
  return printSummary(parts);
}

await torture(process.argv.slice(2)).then((code) => (process.exitCode = code), endWith);
