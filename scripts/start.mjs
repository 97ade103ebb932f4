import { join } from "node:path";
import { buildIfNeeded } from "./build.mjs";
import { runToEnd } from "./setup/children.mjs";
import { installDependencies } from "./setup/dependencies.mjs";
import { electronRuntime } from "./setup/electronRuntime.mjs";
import { projectNode, root } from "./setup/folders.mjs";
import { endWith, say } from "./setup/say.mjs";
import { hasDisplay } from "./setup/systemPackages.mjs";

// `npm start [-- --data DIR]`: sets up what is missing and opens the window, or, where there is no display, serves the console.
async function start(args) {
  installDependencies();
  await buildIfNeeded();
  if (!hasDisplay()) {
    say("no display was found (DISPLAY and WAYLAND_DISPLAY are empty): serving the console instead; open its `url` in a browser");
    return runToEnd(projectNode(), [join(root, "scripts/tapedeck.mjs"), "serve", ...args]);
  }
  const { path, isFallback } = await electronRuntime();
  if (isFallback) say("running on the fallback Electron 33.2.1, because Electron's own download could not be reached");
  const options = [];
  if (process.platform === "linux" && process.getuid() === 0) {
    say("running as root, where Chromium has no sandbox: --no-sandbox is passed");
    options.push("--no-sandbox");
  }
  return runToEnd(path, [...options, root, ...args]);
}

await start(process.argv.slice(2)).then((code) => (process.exitCode = code), endWith);
