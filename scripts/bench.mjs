import { join } from "node:path";
import { runToEnd } from "./setup/children.mjs";
import { projectNode, root } from "./setup/folders.mjs";
import { endWith } from "./setup/say.mjs";
import { prepareTests, withDisplay } from "./setup/testBed.mjs";

// `npm run bench [-- speed|start|otlp]`: the figures of docs/performance.md, measured on this machine.
async function bench(names) {
  const electronPath = await prepareTests();
  return withDisplay(electronPath, (env) => runToEnd(projectNode(), [join(root, "test/bench/main.ts"), ...names], { env: { ...process.env, ...env } }));
}

await bench(process.argv.slice(2)).then((code) => (process.exitCode = code), endWith);
