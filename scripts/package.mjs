import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { buildIfNeeded } from "./build.mjs";
import { installDependencies } from "./setup/dependencies.mjs";
import { electronRuntime } from "./setup/electronRuntime.mjs";
import { projectNode, root } from "./setup/folders.mjs";
import { copyModules } from "./setup/packagedModules.mjs";
import { endWith, say, SetupError } from "./setup/say.mjs";

// `npm run package`: the app in a folder, release/*-unpacked, put together by electron-builder from what is staged here.
async function packageApp() {
  installDependencies();
  await buildIfNeeded();
  const { path, isFallback } = await electronRuntime();
  const release = join(root, "release");
  const stage = join(release, "stage");
  rmSync(release, { recursive: true, force: true });

  // Plain Node can't read an archive: what core, llama and the command line run on lies beside it.
  mkdirSync(join(stage, "beside"), { recursive: true });
  copyModules(join(stage, "beside/node_modules"));
  cpSync(projectNode(), join(stage, "beside", basename(projectNode())));
  writeFileSync(join(stage, "beside/package.json"), '{ "type": "module" }\n');
  // The runtime without the launcher of checkouts, which would take the app's place.
  cpSync(dirname(path), join(stage, "electron"), { recursive: true, filter: (from) => !from.startsWith(join(dirname(path), "resources/app")) });
  if (isFallback) writeFileSync(join(stage, "beside/TEST-BUILD.txt"), "Built on Electron 33.2.1, because Electron's own download could not be reached. For tests only: do not give it to users.\n");

  const options = [`-c.electronDist=${join(stage, "electron")}`, ...(isFallback ? ["-c.productName=Tapedeck (test build)", "-c.electronVersion=33.2.1"] : [])];
  const { status } = spawnSync(projectNode(), [join(root, "node_modules/electron-builder/cli.js"), "--dir", "--publish=never", ...options], { cwd: root, stdio: ["ignore", 2, 2] });
  if (status !== 0) throw new SetupError(`electron-builder ended with ${status}; its lines above say why.`);
  rmSync(stage, { recursive: true });
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  say(`Tapedeck ${version} lies in release/${isFallback ? ", as a test build on the fallback Electron 33.2.1: not for users" : ""}`);
}

await packageApp().catch(endWith);
