import { join } from "node:path";
import { runToEnd } from "./setup/children.mjs";
import { installDependencies } from "./setup/dependencies.mjs";
import { projectNode, root } from "./setup/folders.mjs";
import { endWith } from "./setup/say.mjs";

// `npm run bench:large`: finding among ten million interactions. They are made once, which takes about an hour and 40 GB, and kept in the user's cache.
async function benchLarge() {
  installDependencies();
  return runToEnd(projectNode(), [join(root, "test/bench/log/large.ts")]);
}

await benchLarge().then((code) => (process.exitCode = code), endWith);
