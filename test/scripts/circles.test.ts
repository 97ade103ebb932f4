import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, it } from "vitest";

// The lint's no-cycle does not see imports of types alone; this scan sees every import by a relative path.

const root = fileURLToPath(new URL("../../", import.meta.url));
const importOf = /(?:^|[^\w."'`])(?:import|export)\b(?:[^"'`;]*?\bfrom)?\s*\(?\s*["'](\.{1,2}\/[^"']+)["']/g;

/** What each source file below `folder` imports of it: types, values, re-exports and dynamic imports alike. */
function importsIn(folder: string, rooms: string[]): Map<string, string[]> {
  const entries = rooms.flatMap((room) => readdirSync(join(folder, room), { recursive: true, withFileTypes: true }));
  const paths = entries.filter((entry) => entry.isFile() && /\.(ts|tsx|mjs)$/.test(entry.name)).map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [relative(folder, path), [...readFileSync(path, "utf8").matchAll(importOf)].map(([, to]) => relative(folder, join(dirname(path), to!)))]));
}

/** Each circle once, as the files along it. */
function circlesIn(imports: Map<string, string[]>): string[][] {
  const circles: string[][] = [];
  const done = new Set<string>();
  const walk = (file: string, path: string[]) => {
    const at = path.indexOf(file);
    if (at >= 0) return void circles.push(path.slice(at));
    if (done.has(file)) return;
    for (const to of imports.get(file) ?? []) walk(to, [...path, file]);
    done.add(file);
  };
  for (const file of imports.keys()) walk(file, []);
  return circles;
}

const planted = mkdtempSync(join(tmpdir(), "tapedeck circles #% é-"));
afterAll(() => rmSync(planted, { recursive: true, force: true }));

it("has no circle of imports, of types or of values", () => {
  const imports = importsIn(root, ["shared", "electron", "renderer", "scripts"]);
  expect([...imports.values()].flat().length).toBeGreaterThan(500);
  expect(circlesIn(imports)).toEqual([]);
});

it("sees every import that leads to a file there is", () => {
  const imports = importsIn(root, ["shared", "electron", "renderer", "scripts"]);
  const unknown = [...imports].flatMap(([file, all]) => all.filter((to) => /\.(ts|tsx|mjs)$/.test(to) && !imports.has(to)).map((to) => `${file}: ${to}`));
  expect(unknown).toEqual([]);
});

it("finds planted circles: of types alone, over a re-export, and by a dynamic import", () => {
  const files = {
    "types/a.ts": `import type { B } from "./b.ts";\nexport type A = { b: B };\n`,
    "types/b.ts": `import {\n  type A,\n} from "./a.ts";\nexport type B = { a: A };\n`,
    "through/c.ts": `export { d } from "./d.ts";\n`,
    "through/d.ts": `export const d = async () => (await import("./c.ts")).d;\n`,
    "fine/e.ts": `import type { A } from "../types/a.ts";\nexport type E = A;\n`,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(planted, name)), { recursive: true });
    writeFileSync(join(planted, name), text);
  }
  expect(circlesIn(importsIn(planted, ["."])).map((circle) => circle.toSorted().join(" ")).toSorted()).toEqual(["through/c.ts through/d.ts", "types/a.ts types/b.ts"]);
});
