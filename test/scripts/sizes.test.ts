import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Every source file below some folders, with its lines. */
function filesIn(...folders: string[]) {
  const entries = folders.flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }));
  const paths = entries.filter((entry) => entry.isFile() && /\.(ts|tsx|mjs|css)$/.test(entry.name)).map((entry) => join(entry.parentPath, entry.name));
  return paths.map((path) => ({ file: relative(root, path), lines: readFileSync(path, "utf8").split("\n").length - 1 }));
}

const longerThan = (files: { file: string; lines: number }[], limit: number) => files.filter(({ lines }) => lines > limit);
const sources = filesIn("shared", "electron", "renderer", "scripts");

it("keeps every source file within 250 lines", () => {
  expect(sources.length).toBeGreaterThan(100);
  expect(longerThan(sources, 250)).toEqual([]);
});

it("keeps every test file within 400 lines", () => {
  expect(longerThan(filesIn("test"), 400)).toEqual([]);
});

it("keeps half of the source files within 80 lines", () => {
  const lines = sources.map((source) => source.lines).sort((a, b) => a - b);
  expect(lines[Math.floor(lines.length / 2)]).toBeLessThanOrEqual(80);
});

it("keeps main and preload together within 250 lines", () => {
  const lines = filesIn("electron/main", "electron/preload").reduce((sum, source) => sum + source.lines, 0);
  expect(lines).toBeGreaterThan(50);
  expect(lines).toBeLessThanOrEqual(250);
});
