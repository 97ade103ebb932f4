import { join } from "node:path";
import { runToEnd } from "./setup/children.mjs";
import { installDependencies } from "./setup/dependencies.mjs";
import { projectNode, root } from "./setup/folders.mjs";
import { installPeers } from "./setup/peers.mjs";
import { endWith, say } from "./setup/say.mjs";

// `npm run bench:runtime [-- profile]`: Tapedeck beside llama-server on the same files; the figures of docs/performance.md.
async function benchRuntime(args) {
  installDependencies();
  const { env, missing } = await installPeers(false);
  for (const { name, reason } of missing) say(`${name} can't be measured: ${reason}`);
  return runToEnd(projectNode(), [join(root, "test/bench/runtime/main.ts"), ...args], { env: { ...process.env, ...env } });
}

await benchRuntime(process.argv.slice(2)).then((code) => (process.exitCode = code), endWith);
