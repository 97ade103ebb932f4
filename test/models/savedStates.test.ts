import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { chat, openLlama } from "./openLlama.ts";

const facts = "Orders ship within two business days. Returns are free for thirty days. Refunds reach the card within five days. ";
const modelSha256 = "a".repeat(64);

describe("the state of a kept system prompt", () => {
  function folderOf() {
    const folder = mkdtempSync(join(tmpdir(), "tapedeck kv "));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    return { folder, files: () => readdirSync(join(folder, modelSha256), { withFileTypes: true }).map(({ name }) => join(folder, modelSha256, name)) };
  }
  async function asking(savedStates: { folder: string; mostFiles: number; mostBytes: number }) {
    const llama = await openLlama({ savedStates: { ...savedStates, modelSha256 } });
    return async (system: string, question = "Where is my order 4821?") => {
      const systemTokens = (await llama.tokenize(`<|im_start|>system\n${system}<|im_end|>\n`)).length;
      return { systemTokens, ...(await llama.ask(chat(question, system), { systemTokens, isSystemKept: true })) };
    };
  }

  it("is written once, and saves another process the work with the same answer", async () => {
    const { folder, files } = folderOf();
    const bounds = { folder, mostFiles: 4, mostBytes: 1e9 };
    const system = facts.repeat(30);
    const ask = await asking(bounds);
    const first = await ask(system);
    expect(first.done.cachedTokens).toBe(0);
    const [file] = files();
    const writtenAt = statSync(file!).mtimeMs;
    await ask(system, "Do you ship to Norway?");
    expect(files()).toEqual([file]);
    expect(statSync(file!).mtimeMs).toBe(writtenAt);
    const again = await (await asking(bounds))(system);
    expect(again.done.cachedTokens).toBe(Math.floor(first.systemTokens / 16) * 16);
    expect(again.tokens).toEqual(first.tokens);
    console.log(`${first.systemTokens} tokens: ${(statSync(file!).size / 1e6).toFixed(1)} MB, prompt in ${first.done.promptMs.toFixed(0)} ms, from disk in ${again.done.promptMs.toFixed(0)} ms`);
  });

  it("is not read where its bytes have changed", async () => {
    const { folder, files } = folderOf();
    const bounds = { folder, mostFiles: 4, mostBytes: 1e9 };
    const expected = await (await asking(bounds))(facts);
    const [file] = files();
    const bytes = readFileSync(file!);
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(file!, bytes);
    const again = await (await asking(bounds))(facts);
    expect(again.done.cachedTokens).toBe(0);
    expect(again.tokens).toEqual(expected.tokens);
    expect(files()).toEqual([file]);
    expect(readFileSync(file!)).not.toEqual(bytes);
  });

  it("makes room for others, the longest unused first", async () => {
    const { folder, files } = folderOf();
    const ask = await asking({ folder, mostFiles: 2, mostBytes: 1e9 });
    await ask(`Be brief. ${facts}`);
    const [oldest] = files();
    await ask(`Be kind. ${facts}`);
    await ask(`Be quick. ${facts}`);
    expect(files()).toHaveLength(2);
    expect(files()).not.toContain(oldest);
    const small = await asking({ folder, mostFiles: 9, mostBytes: 1000 });
    await small(`Be calm. ${facts}`);
    expect(files()).toHaveLength(0);
  });
});
