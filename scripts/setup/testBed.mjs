import { buildIfNeeded } from "../build.mjs";
import { installDependencies } from "./dependencies.mjs";
import { startDisplay } from "./display.mjs";
import { electronRuntime } from "./electronRuntime.mjs";
import { installSystemPackages } from "./systemPackages.mjs";

/** Sets up all that tests of the real window and browser need. Gives the path of the Electron that they drive. `systemPackages`: further ones that these tests need. */
export async function prepareTests(systemPackages = []) {
  installDependencies();
  installSystemPackages(systemPackages);
  const { path } = await electronRuntime();
  await buildIfNeeded();
  return path;
}

/** Runs `work(env)` beside a display in memory; `env` tells tests of it and of Electron. */
export async function withDisplay(electronPath, work) {
  const display = await startDisplay();
  try {
    return await work({ TAPEDECK_ELECTRON: electronPath, ...(display.name && { DISPLAY: display.name }) });
  } finally {
    display.stop();
  }
}
