import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { electronPath, endChild, newFolder, root } from "./environments.ts";
import { playgroundPage } from "./pages/playground.ts";

// Playwright starts Electron through its inspector, which the packaged app's fuses forbid: it is driven through Chromium's port instead.
const program = join(root, "release/linux-unpacked/tapedeck");

describe.skipIf(process.platform !== "linux")("[electron] the packaged app", () => {
  beforeAll(() => {
    const { status, stderr } = spawnSync("npm", ["run", "--silent", "package"], { cwd: root, encoding: "utf8" });
    expect(status, stderr).toBe(0);
  }, 300_000);

  it("carries Node, core and native packages beside its archive, for this platform only", () => {
    const beside = join(root, "release/linux-unpacked/resources");
    expect(existsSync(join(beside, "node"))).toBe(true);
    expect(existsSync(join(beside, "dist/electron/core/main.js"))).toBe(true);
    expect(existsSync(join(beside, "dist/electron/main"))).toBe(false);
    expect(readdirSync(join(beside, "node_modules/better-sqlite3/prebuilds"))).toEqual([`linux-${process.arch}.node`]);
    expect(readdirSync(join(beside, "node_modules/@node-llama-cpp")).every((name) => name.startsWith(`linux-${process.arch}`))).toBe(true);
  });

  it("says that it is a test build where it was built on the fallback runtime", () => {
    const isFallback = electronPath().includes("electron-33.2.1-");
    expect(existsSync(join(root, "release/linux-unpacked/resources/TEST-BUILD.txt"))).toBe(isFallback);
  });

  it("answers a prompt and ends cleanly", async () => {
    const dataFolder = newFolder();
    const child = spawn(program, [...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), "--remote-debugging-port=0", "--data", dataFolder], { stdio: ["ignore", "inherit", "pipe"] });
    try {
      const address = await debuggingAddress(child.stderr);
      // Playwright may wait for ever for a page that is just being made.
      await expect.poll(() => titlesAt(address), { timeout: 20_000 }).toEqual([expect.stringContaining("Tapedeck")]);
      const browser = await chromium.connectOverCDP(address);
      const page = browser.contexts()[0]!.pages()[0] ?? (await browser.contexts()[0]!.waitForEvent("page"));
      const goTo = async (address: string) => void (await page.evaluate((hash) => void (location.hash = hash), address));
      const playground = playgroundPage({ page, goTo, dataFolder, pid: child.pid!, close: async () => {} });
      await page.locator("main.page").waitFor();
      await goTo("/playground?target=demo-support-v2&seed=7");
      await playground.send("Where is my order 4821?");
      await page.locator("article.reply .markdown").first().filter({ hasText: "4821" }).waitFor();
      await browser.close();
    } finally {
      expect(await endChild(child)).toBe(0);
    }
  });
});

async function titlesAt(debuggingAddress: string): Promise<string[]> {
  const targets = (await (await fetch(`http://${new URL(debuggingAddress).host}/json/list`)).json()) as { type: string; title: string }[];
  return targets.filter(({ type }) => type === "page").map(({ title }) => title);
}

/** Chromium says where it listens on its standard error. */
async function debuggingAddress(stderr: NodeJS.ReadableStream): Promise<string> {
  let said = "";
  for await (const chunk of stderr.setEncoding("utf8")) {
    said += String(chunk);
    const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
    if (address) return address;
  }
  throw new Error(`The app ended before it listened: ${said}`);
}
