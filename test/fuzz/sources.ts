import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Source } from "./mutate.ts";
import { walkHeader } from "./walkHeader.ts";

const shipped = fileURLToPath(new URL("../../resources/models", import.meta.url));
const more = [
  { folder: fileURLToPath(new URL("../../../shared/models", import.meta.url)), what: "the other quantizations, TinyStories and its LoRA adapter" },
  { folder: join(homedir(), ".cache/tapedeck/peers"), what: "SmolLM2" },
];

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".gguf")).sort().map((name) => join(folder, name));
}

const sourceAt = (path: string): Source => {
  const bytes = readFileSync(path);
  return { name: path.split(/[\\/]/).at(-1)!, bytes, walked: walkHeader(bytes) };
};

/** The two models that are always there. */
export const shippedSources = (): Source[] => filesUnder(shipped).map(sourceAt);

/** Every real file at hand, each name once; `missing` says what is not. */
export function allSources(): { sources: Source[]; paths: string[]; missing: string[] } {
  const there = more.filter(({ folder }) => existsSync(folder));
  const paths = [shipped, ...there.map(({ folder }) => folder)].flatMap(filesUnder);
  const byName = new Map(paths.map((path) => [path.split(/[\\/]/).at(-1)!, path]));
  const chosen = [...byName.values()];
  return { sources: chosen.map(sourceAt), paths: chosen, missing: more.filter((each) => !there.includes(each)).map(({ what }) => what) };
}
