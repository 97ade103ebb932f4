import { _electron, chromium, type Browser, type ElectronApplication, type Page } from "playwright-core";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));
export const command = join(root, "scripts/tapedeck.mjs");
const isRoot = process.getuid?.() === 0;
/** Chromium asks for updates and look-ups by itself; a test's browser asks for nothing. */
const browserArgs = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", ...(isRoot ? ["--no-sandbox"] : [])];

/** Tapedeck's page, wherever it runs, on a data folder of its own. */
export type OpenApp = {
  page: Page;
  dataFolder: string;
  /** Opens an address of the page, as `/models`. */
  goTo(address: string): Promise<void>;
  /** The process whose end ends everything: Electron's main, or `tapedeck serve`. */
  pid: number;
  electron?: ElectronApplication;
  close(): Promise<void>;
};
/** `viewport`: the page's size; null leaves the size that the program itself gives. `env` is also the browser's. */
export type OpenOptions = { dataFolder?: string; viewport?: { width: number; height: number } | null; env?: Record<string, string>; colorScheme?: "light" | "dark" };
export type Environment = { name: string; open(options?: OpenOptions): Promise<OpenApp> };

export const newFolder = () => mkdtempSync(join(tmpdir(), "tapedeck e2e #% é-"));
const defaultViewport = { width: 1280, height: 800 };

export const electronPath = (): string => {
  const path = process.env["TAPEDECK_ELECTRON"];
  if (!path) throw new Error("TAPEDECK_ELECTRON names no Electron runtime; `npm test` and `npm run e2e` set it.");
  return path;
};

export const inElectron: Environment = {
  name: "electron",
  async open({ dataFolder = newFolder(), viewport = defaultViewport, env = {}, colorScheme = "light" } = {}) {
    const electron = await _electron.launch({ executablePath: electronPath(), args: [...(isRoot ? ["--no-sandbox"] : []), root, "--data", dataFolder], env: { ...(process.env as Record<string, string>), ...env }, colorScheme });
    const page = await electron.firstWindow();
    // An evaluation in a page that is just being made may never come back.
    await page.locator("main.page").waitFor();
    if (viewport) await electron.evaluate(({ BrowserWindow }, { width, height }) => BrowserWindow.getAllWindows()[0]!.setContentSize(width, height), viewport);
    return { page, dataFolder, electron, pid: electron.process().pid!, goTo: (address) => goTo(page, address), close: () => electron.close() };
  },
};

export const inChromium: Environment = {
  name: "chromium",
  async open({ dataFolder = newFolder(), viewport = defaultViewport, env = {}, colorScheme = "light" } = {}) {
    const { child, ready } = await startServe(dataFolder, [], env);
    const browser: Browser = await chromium.launch({ executablePath: process.env["TAPEDECK_CHROMIUM"] ?? "/usr/bin/chromium", args: browserArgs, env: { ...(process.env as Record<string, string>), ...env } });
    const page = await browser.newPage({ viewport, colorScheme });
    await page.goto(ready.url);
    return {
      page, dataFolder, pid: child.pid!, goTo: (address) => goTo(page, address),
      async close() {
        await browser.close();
        await endChild(child);
      },
    };
  },
};

export const environments: Environment[] = [inElectron, inChromium];

/** The built `tapedeck serve` as a process of its own, once it has said that it is ready. */
export async function startServe(dataFolder: string, args: string[] = [], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [command, "serve", "--data", dataFolder, ...args], { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, ...env } });
  const exit = once(child, "exit").then(([code]) => Promise.reject(new Error(`tapedeck serve ended with ${String(code)} before it was ready.`)));
  const [line] = (await Promise.race([once(child.stdout, "data"), exit])) as [Buffer];
  exit.catch(() => {});
  return { child, ready: JSON.parse(line.toString()) as { url: string; gatewayUrl: string; token: string; pid: number } };
}

export async function endChild(child: ChildProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill(signal);
    await once(child, "exit");
  }
  return child.exitCode;
}

/** Through the page's own router, so that nothing of its memory is lost. */
async function goTo(page: Page, address: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, address);
  await page.locator("main.page").waitFor();
}
