import { cpSync, existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { root } from "./folders.mjs";

/** The packages that the build leaves outside its bundles, because they hold native code. */
const nativePackages = ["better-sqlite3", "node-llama-cpp"];
const system = { win32: "win", darwin: "mac" }[process.platform] ?? process.platform;

/** Copies the native packages and all that they import at run time into `target`, without other platforms' binaries and sources. */
export function copyModules(target) {
  const modules = join(root, "node_modules");
  for (const folder of closureOf(nativePackages)) cpSync(folder, join(target, relative(modules, folder)), { recursive: true, filter: (path) => isNeeded(relative(modules, path).split(sep).join("/")) });
}

/** The folders of packages and, as Node would find them, of everything that they depend on. */
function closureOf(names) {
  const found = new Set();
  const visit = (name, from) => {
    const folder = folderOf(name, from);
    if (!folder || found.has(folder)) return;
    found.add(folder);
    const { dependencies = {}, optionalDependencies = {} } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    for (const dependency of Object.keys({ ...dependencies, ...optionalDependencies })) visit(dependency, folder);
  };
  for (const name of names) visit(name, root);
  return [...found].filter((folder) => isNeeded(relative(join(root, "node_modules"), folder).split(sep).join("/")));
}

/** Nothing where an optional package was not installed. */
function folderOf(name, from) {
  for (let at = from; at.startsWith(root); at = dirname(at)) if (existsSync(join(at, "node_modules", name, "package.json"))) return join(at, "node_modules", name);
  return undefined;
}

function isNeeded(path) {
  if (/^better-sqlite3\/(src|deps)(\/|$)/.test(path)) return false;
  if (/^better-sqlite3\/prebuilds\/./.test(path)) return path.endsWith(`/${process.platform}-${process.arch}.node`);
  if (path.startsWith("@node-llama-cpp/")) return path.startsWith(`@node-llama-cpp/${system}-${process.arch}`);
  return path !== "node-llama-cpp/llama/gitRelease.bundle" && !/(^|\/)\.bin(\/|$)/.test(path);
}
