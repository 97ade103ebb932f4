import { defineConfig, type OxlintOverride } from "oxlint";

// The rule of imports (ARCHITECTURE.md). Overrides do not add up, so each folder's list is put together whole.

type Pattern = { group: string[]; message: string } | { regex: string; message: string };

/** The one home of each package that makes a process what it is. */
const homes = {
  node: { group: ["node:*"], message: "Node's modules belong to electron/core, electron/llama, electron/headless or electron/main. shared/ and renderer/ run where there is no Node." },
  electron: { group: ["electron", "electron/*"], message: "Electron is imported by electron/main and electron/preload only. Ask for it through a contract: shared/shell.ts for what a window can do." },
  sqlite: { group: ["better-sqlite3"], message: "better-sqlite3 belongs to electron/core. Ask the core by its contract (shared/contract.ts) instead." },
  systeminformation: { group: ["systeminformation"], message: "systeminformation belongs to electron/core. Ask api.app instead." },
  fastify: { group: ["fastify", "@fastify/*"], message: "fastify belongs to electron/core/http: add a path there." },
  ws: { group: ["ws"], message: "ws belongs to electron/core/http and to tests." },
  llama: { group: ["node-llama-cpp", "node-llama-cpp/*"], message: "node-llama-cpp belongs to electron/llama, the process that may die. Ask it by its contract (shared/llama.ts)." },
  react: { group: ["react", "react/*", "react-dom", "react-dom/*", "zustand", "zustand/*"], message: "react and zustand belong to renderer/." },
} satisfies Record<string, Pattern>;
type Home = keyof typeof homes;

/** Every home but these: what a folder that owns none of the others may not import. */
const allBut = (...owned: Home[]) => (Object.keys(homes) as Home[]).filter((home) => !owned.includes(home)).map((home) => homes[home]);

const foreign = (folders: string[], message: string, atLeastUp = 1): Pattern => ({ regex: `^(\\.\\./){${atLeastUp},}(electron/)?(${folders.join("|")})/`, message });
const askElsewhere = "This folder imports shared/ and itself. What two folders need belongs to shared/; what another process has is asked by its contract.";
const besideCore = ["llama", "main", "preload", "headless", "renderer"];
const core = [...allBut("node", "sqlite", "systeminformation")];

/** Core's rooms: a room imports those of its own line and of the lines above. The files at core's top put the rooms together. */
const roomsInOrder = [
  ["storage", "settings", "jobs", "secrets", "egress"],
  ["models", "interactions", "views"],
  ["deployments", "transfer", "monitor", "care"],
  ["gateway"],
  ["replay", "cases"],
  ["compare"],
  ["labeling"],
  ["app", "doctor", "owner", "http"],
];
const oneWay = "Inside core, imports run one way: storage, settings, jobs ← models, interactions ← gateway ← replay ← compare; nothing imports http. Move the shared part down, or take it by argument.";

const rule = (files: string[], patterns: Pattern[]): OxlintOverride => ({ files, rules: { "no-restricted-imports": ["error", { patterns }] } });
const coreRoom = (room: string, later: string[]) => {
  const packages = room === "http" ? core.filter((home) => home !== homes.fastify && home !== homes.ws) : core;
  return rule([`electron/core/${room}/**`], [...packages, foreign(besideCore, askElsewhere, 2), ...(later.length > 0 ? [foreign(later, oneWay)] : [])]);
};

export default defineConfig({
  plugins: ["typescript", "import", "unicorn", "oxc", "react", "vitest"],
  categories: { correctness: "error" },
  ignorePatterns: ["dist", "release", "node_modules"],
  rules: {
    "import/no-cycle": "error",
    "import/no-default-export": "error",
    "typescript/no-explicit-any": "error",
    "typescript/no-floating-promises": "error",
    "typescript/no-misused-promises": ["error", { checksVoidReturn: false }],
    "typescript/consistent-type-imports": "error",
    "react/no-danger": "error",
    "vitest/valid-expect": ["error", { maxArgs: 2 }],
    "vitest/no-standalone-expect": "off",
    "typescript/no-meaningless-void-operator": "off",
    "typescript/unbound-method": "off",
    "typescript/no-misused-spread": "off",
    "unicorn/no-useless-spread": "off",
    "vitest/expect-expect": "off",
    "vitest/no-conditional-expect": "off",
    "react/purity": "off",
  },
  overrides: [
    rule(["shared/**"], [...allBut(), foreign(["electron", "renderer"], "shared/ imports nothing of ours: move what you need into shared/, or take it by argument.")]),
    rule(["renderer/**"], [...allBut("react"), { regex: "^(\\.\\./)+electron/", message: "renderer/ imports shared/ and itself. Ask the core by its contract (shared/contract.ts)." }]),
    rule(["electron/main/**", "electron/preload/**"], [...allBut("node", "electron"), foreign(["core", "llama", "headless", "renderer"], "main and preload import shared/ and themselves: the product lives in electron/core, which they talk to by its pipe.")]),
    rule(["electron/llama/**"], [...allBut("node", "llama"), foreign(["core", "main", "preload", "headless", "renderer"], askElsewhere)]),
    rule(["electron/headless/**"], [...allBut("node"), foreign(["llama", "main", "preload", "renderer"], askElsewhere)]),
    rule(["electron/core/*.ts"], [...core, foreign(besideCore, askElsewhere)]),
    ...roomsInOrder.flatMap((rooms, line) => rooms.map((room) => coreRoom(room, roomsInOrder.slice(line + 1).flat()))),
    { files: ["*.config.ts"], rules: { "import/no-default-export": "off" } },
  ],
});
