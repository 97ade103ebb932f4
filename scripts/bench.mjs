import { join } from "node:path";
import { buildIfNeeded } from "./build.mjs";
import { runToEnd } from "./setup/children.mjs";
import { installDependencies } from "./setup/dependencies.mjs";
import { startDisplay } from "./setup/display.mjs";
import { electronRuntime } from "./setup/electronRuntime.mjs";
import { projectNode, root } from "./setup/folders.mjs";
import { endWith } from "./setup/say.mjs";
import { installSystemPackages } from "./setup/systemPackages.mjs";

// `npm run bench [-- speed|start]`
async function bench(args) {
  installDependencies();
  installSystemPackages();
  const { path } = await electronRuntime();
  await buildIfNeeded();
  const display = await startDisplay();
  try {
    return await runToEnd(projectNode(), [join(root, "test/bench/main.ts"), ...args], { cwd: root, env: { ...process.env, TAPEDECK_ELECTRON: path, ...(display.name && { DISPLAY: display.name }) } });
  } finally {
    display.stop();
  }
}

await bench(process.argv.slice(2)).then((code) => (process.exitCode = code), endWith);
