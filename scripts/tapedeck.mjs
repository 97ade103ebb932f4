#!/usr/bin/env node
import { existsSync } from "node:fs";

// Ours is the pinned Node 24; by hand this may be run with any.
const [major, minor] = process.versions.node.split(".").map(Number);
const program = new URL("../dist/electron/headless/tapedeck.js", import.meta.url);

if (major < 22 || (major === 22 && minor < 14)) fail(`tapedeck needs Node 22.14 or newer; this is ${process.versions.node}. Inside the checkout, \`npx tapedeck\` takes the right one.`);
else if (!existsSync(program)) fail("tapedeck is not built yet. Run `npm ci && npm run build` in the checkout.");
else await import(program.href);

function fail(text) {
  process.stderr.write(`${text}\n`);
  process.exitCode = 3;
}
