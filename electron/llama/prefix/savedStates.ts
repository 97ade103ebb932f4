import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { LlamaContextSequence } from "node-llama-cpp";
import type { SavedStates } from "../../../shared/llama.ts";

/** A file that no process is still writing. */
const abandonedMs = 3_600_000;

/**
 * Keeps the state of prompts' beginnings on disk, as `<folder>/<model's hash>/<hash of tokens and engine>-<hash of the file>.bin`. `variant`
 * names what else shapes a state: engine, kind of cache. A file is parsed by native code: one whose bytes are not those that
 * were written is deleted, not read. Whatever fails here only costs time: the prompt is then evaluated.
 */
export function createSavedStates({ folder, modelSha256, mostFiles, mostBytes }: SavedStates, variant: string) {
  const own = join(folder, modelSha256);
  const keyOf = (tokens: number[], wideTokens: number) => createHash("sha256").update(JSON.stringify([variant, wideTokens, tokens])).digest("hex").slice(0, 32);

  async function find(tokens: number[], wideTokens: number): Promise<{ path: string; sha256: string } | null> {
    const key = keyOf(tokens, wideTokens);
    const name = (await readdir(own).catch(() => [])).find((file) => file.startsWith(`${key}-`) && file.endsWith(".bin"));
    return name === undefined ? null : { path: join(own, name), sha256: name.slice(key.length + 1, -".bin".length) };
  }

  return {
    /** Puts the state after these tokens, the first `wideTokens` of them from wide pieces, into an empty slot; false: there is none that can be used. */
    async load(sequence: LlamaContextSequence, tokens: number[], wideTokens: number): Promise<boolean> {
      const found = await find(tokens, wideTokens);
      if (!found) return false;
      try {
        if ((await hashOf(found.path)) !== found.sha256) throw new Error("The file's bytes have changed.");
        await sequence.loadStateFromFile(found.path, { acceptRisk: true });
        if (sequence.contextTokens.join() !== tokens.join()) throw new Error("It holds other tokens.");
        const now = new Date();
        await utimes(found.path, now, now);
        return true;
      } catch {
        await rm(found.path, { force: true });
        await sequence.clearHistory();
        return false;
      }
    },

    /** Writes the state of a slot that holds exactly these tokens, once. */
    async save(sequence: LlamaContextSequence, tokens: number[], wideTokens: number): Promise<void> {
      if (await find(tokens, wideTokens)) return;
      const part = join(own, `${randomUUID()}.part`);
      try {
        await mkdir(own, { recursive: true, mode: 0o700 });
        await sequence.saveStateToFile(part);
        await rename(part, join(own, `${keyOf(tokens, wideTokens)}-${await hashOf(part)}.bin`));
        await prune(folder, { mostFiles, mostBytes });
      } catch {
        await rm(part, { force: true });
      }
    },
  };
}
export type StateStore = ReturnType<typeof createSavedStates>;

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

/** Deletes the files of all models that were unused for the longest until the rest is within bounds. */
async function prune(folder: string, { mostFiles, mostBytes }: { mostFiles: number; mostBytes: number }): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = (await Promise.all(entries.filter((entry) => entry.isFile()).map(async ({ parentPath, name }) => {
    const path = join(parentPath, name);
    const facts = await stat(path).catch(() => null);
    return facts ? [{ path, isPart: name.endsWith(".part"), sizeBytes: facts.size, usedAt: facts.mtimeMs }] : [];
  }))).flat();
  let count = 0;
  let bytes = 0;
  for (const { path, isPart, sizeBytes, usedAt } of files.sort((a, b) => b.usedAt - a.usedAt)) {
    if (isPart && Date.now() - usedAt < abandonedMs) continue;
    if (!isPart && count < mostFiles && bytes + sizeBytes <= mostBytes) {
      count++;
      bytes += sizeBytes;
    } else await rm(path, { force: true });
  }
}
