import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const sources = ["electron", "shared", "renderer", "resources", "scripts", "package.json", "package-lock.json", "vite.config.ts", "tsconfig.base.json", "tsconfig.json"];

let checkout: string;
beforeAll(() => {
  checkout = mkdtempSync(join(tmpdir(), "tapedeck build #% é-"));
  for (const name of sources) cpSync(join(root, name), join(checkout, name), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(checkout, "node_modules"));
});
afterAll(() => rmSync(checkout, { recursive: true, force: true }));

const args = () => [join(checkout, "scripts/build.mjs")];
const build = () => spawnSync(process.execPath, args(), { cwd: checkout, encoding: "utf8" });
const workFolders = () => (existsSync(join(checkout, ".cache")) ? readdirSync(join(checkout, ".cache")).filter((name) => name.startsWith("work-")) : []);
/** Every file of the build with its bytes. */
const built = () => Object.fromEntries(readdirSync(join(checkout, "dist"), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => [join(entry.parentPath, entry.name), readFileSync(join(entry.parentPath, entry.name), "base64")]));

it("keeps the old build whole while a new one fails or is killed, and swaps it at the end", { timeout: 120_000 }, async () => {
  expect(build().status).toBe(0);
  const first = built();
  expect(Object.keys(first).length).toBeGreaterThan(20);
  expect(build().stderr).toBe("");

  const broken = join(checkout, "shared/errors.ts");
  const text = readFileSync(broken, "utf8");
  writeFileSync(broken, `${text}\nexport const broken = ;\n`);
  const failed = build();
  expect(failed.status).toBeGreaterThan(0);
  expect(failed.stderr).toContain("errors.ts");
  expect(built()).toEqual(first);
  expect(workFolders()).toEqual([]);

  writeFileSync(broken, `${text}\nexport const added = "an added line";\nconsole.log(added);\n`);
  const killed = spawn(process.execPath, args(), { cwd: checkout, stdio: "ignore" });
  await expect.poll(workFolders, { interval: 5, timeout: 20_000 }).toHaveLength(1);
  killed.kill("SIGKILL");
  await once(killed, "exit");
  expect(built()).toEqual(first);

  expect(build().status).toBe(0);
  expect(workFolders()).toEqual([]);
  expect(readFileSync(join(checkout, "dist/electron/core/main.js"), "utf8") + readdirSync(join(checkout, "dist/electron/chunks")).filter((name) => name.endsWith(".js")).map((name) => readFileSync(join(checkout, "dist/electron/chunks", name), "utf8")).join("")).toContain("an added line");
});
