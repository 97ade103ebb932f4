import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, it } from "vitest";
import { z } from "zod";

const root = fileURLToPath(new URL("../../", import.meta.url));
const set = ["package.json", "oxlint.config.ts", "tsconfig.base.json", "tsconfig.json", "shared/tsconfig.json", "electron/tsconfig.json", "electron/preload/tsconfig.json", "renderer/tsconfig.json", "test/tsconfig.json"];

const Findings = z.object({ diagnostics: z.array(z.object({ message: z.string(), code: z.string(), severity: z.string(), help: z.string().optional(), filename: z.string() })) });

/** Runs the project's own lint (`npm run lint`) over a checkout that holds nothing but the planted files. */
function lint(files: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), "tapedeck lint #% é-"));
  try {
    for (const name of set) cpSync(join(root, name), join(folder, name));
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const { status, stdout } = spawnSync("npm", ["run", "--silent", "lint", "--", "--format=json"], { cwd: folder, encoding: "utf8" });
    return { status, findings: Findings.parse(JSON.parse(stdout)).diagnostics };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const use = (from: string) => `import { planted } from "${from}";\nexport const used = planted;\n`;

const harmless = {
  "shared/fine.ts": "export const planted = 1;\n",
  "electron/core/storage/main/fine.ts": use("../../../../shared/fine.ts"),
  "electron/core/storage/log/fine.ts": use("../main/fine.ts"),
  "electron/core/composeFine.ts": use("./storage/main/fine.ts"),
};

/** What each planted file does, and the word that the lint must have for it. */
const plants: [what: string, file: string, text: string, word: string][] = [
  ["better-sqlite3 in the renderer", "renderer/database.ts", `import Database from "better-sqlite3";\nexport const database = new Database(":memory:");\n`, "better-sqlite3 belongs to electron/core"],
  ["node:fs in shared", "shared/read.ts", `import { readFileSync } from "node:fs";\nexport const read = readFileSync;\n`, "Node's modules belong to electron/core"],
  ["a dynamic import of node:fs in shared", "shared/readLater.ts", `export const read = async () => (await import("node:fs")).readFileSync;\n`, "Node's modules belong to electron/core"],
  ["node-llama-cpp in core", "electron/core/models/load.ts", `import { getLlama } from "node-llama-cpp";\nexport const load = getLlama;\n`, "node-llama-cpp belongs to electron/llama"],
  ["electron in core", "electron/core/window.ts", `import { app } from "electron";\nexport const name = app.name;\n`, "Electron is imported by electron/main and electron/preload only"],
  ["fastify outside core/http", "electron/core/gateway/listen.ts", `import { fastify } from "fastify";\nexport const server = fastify();\n`, "fastify belongs to electron/core/http"],
  ["react in core", "electron/core/state.ts", `import { useState } from "react";\nexport const state = useState;\n`, "react and zustand belong to renderer/"],
  ["core in the renderer", "renderer/core.ts", use("../electron/core/composeFine.ts"), "Ask the core by its contract"],
  ["core in main", "electron/main/core.ts", use("../core/composeFine.ts"), "the product lives in electron/core"],
  ["llama in core", "electron/core/gateway/llama.ts", use("../../llama/planted.ts"), "what another process has is asked by its contract"],
  ["the renderer in shared", "shared/rpc/page.ts", use("../../renderer/planted.ts"), "shared/ imports nothing of ours"],
  ["the gateway in models", "electron/core/models/gateway.ts", use("../gateway/planted.ts"), "imports run one way"],
  ["http in a service", "electron/core/replay/http.ts", use("../http/planted.ts"), "nothing imports http"],
  ["a circle of imports", "shared/circleA.ts", `import { b } from "./circleB.ts";\nexport const a = (): number => b();\n`, "no-cycle"],
  ["any", "electron/core/loose.ts", "export const loose = (value: any): void => console.log(value);\n", "no-explicit-any"],
  ["a promise that nobody waits for", "electron/core/floating.ts", "const work = async (): Promise<void> => {};\nexport function start(): void {\n  work();\n}\n", "no-floating-promises"],
  ["a default export", "electron/core/default.ts", "const planted = 1;\nexport default planted;\n", "no-default-export"],
];
const otherHalfOfCircle = { "shared/circleB.ts": `import { a } from "./circleA.ts";\nexport const b = (): number => a();\n` };

let all: ReturnType<typeof lint>;
beforeAll(() => {
  all = lint({ ...harmless, ...otherHalfOfCircle, ...Object.fromEntries(plants.map(([, file, text]) => [file, text])) });
});

it.each(plants)("refuses %s and says where it belongs", (_what, file, _text, word) => {
  const said = all.findings.filter((finding) => finding.filename === file && finding.severity === "error").map(({ code, message, help }) => `${code} ${message} ${help}`);
  expect(said.join("\n")).toContain(word);
});

it("has nothing to say of files that keep the rules, and passes them", () => {
  expect(all.findings.filter(({ filename }) => filename in harmless)).toEqual([]);
  expect(lint(harmless)).toEqual({ status: 0, findings: [] });
});

it.each(plants.slice(0, 2))("fails the check over %s alone", (_what, file, text) => {
  expect(lint({ [file]: text }).status).toBe(1);
});

it("fails the check over a circle alone", () => {
  expect(lint({ ...otherHalfOfCircle, "shared/circleA.ts": `import { b } from "./circleB.ts";\nexport const a = (): number => b();\n` }).status).toBe(1);
});
