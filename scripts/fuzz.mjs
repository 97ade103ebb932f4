import { join } from "node:path";
import { runToEnd } from "./setup/children.mjs";
import { installDependencies } from "./setup/dependencies.mjs";
import { projectNode, root } from "./setup/folders.mjs";
import { endWith } from "./setup/say.mjs";

// `npm run fuzz [-- MUTANTS [SEED]]`: damaged headers against the check in front of llama.cpp, and what it lets through against llama.cpp itself.
async function fuzz(numbers) {
  installDependencies();
  return runToEnd(projectNode(), [join(root, "test/fuzz/main.ts"), ...numbers]);
}

await fuzz(process.argv.slice(2)).then((code) => (process.exitCode = code), endWith);
