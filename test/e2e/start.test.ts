import { chromium } from "playwright-core";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { childrenOf, isRunning } from "../helpers/processes.ts";
import { newFolder, root } from "./environments.ts";

function npmStart(env: NodeJS.ProcessEnv = process.env, args: string[] = []) {
  const child = spawn("npm", ["start", "--silent", "--", "--data", newFolder(), ...args], { cwd: root, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const said = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => (said.out += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (said.err += text));
  return { pid: child.pid!, said, exit: once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]> };
}

const withChildren = (pid: number): number[] => [pid, ...childrenOf(pid).flatMap(withChildren)];

async function until(what: string, check: () => boolean, limitMs = 20_000): Promise<void> {
  for (const deadline = Date.now() + limitMs; Date.now() < deadline; await sleep(50)) if (check()) return;
  throw new Error(`Within ${limitMs} ms it did not come true that ${what}.`);
}

/** Starts the window and attaches to its page, by the port that Chromium prints: nothing else here knows of the test. */
async function openWindow() {
  const start = npmStart(process.env, ["--remote-debugging-port=0"]);
  const address = () => /DevTools listening on (ws:\S+)/.exec(start.said.err)?.[1];
  await until("Chromium says where it listens", () => address() !== undefined);
  const listed = `http://${new URL(address()!).host}/json/list`;
  // Playwright may wait for ever for a page that is just being made.
  await expect.poll(async () => ((await (await fetch(listed)).json()) as { type: string; url: string }[]).filter(({ type }) => type === "page").map(({ url }) => url), { timeout: 20_000 }).toEqual([expect.stringMatching(/^app:\/\/tapedeck\//)]);
  const browser = await chromium.connectOverCDP(address()!);
  const page = browser.contexts()[0]!.pages()[0] ?? (await browser.contexts()[0]!.waitForEvent("page"));
  await page.locator("main.page").waitFor();
  return { ...start, page, processes: withChildren(start.pid) };
}

describe("npm start [electron]", () => {
  it("opens the window, connected to its core, and, as root, says that it has no sandbox", async () => {
    const { pid, said, page, processes } = await openWindow();
    expect(await page.title()).toContain("Tapedeck");
    await page.evaluate(() => void (location.hash = "/models"));
    await page.locator('tr[data-model="demo-support-v2"]').waitFor();
    if (process.getuid?.() === 0) expect(said.err).toContain("--no-sandbox is passed");
    process.kill(-pid, "SIGINT");
    await until("everything is gone", () => !processes.some(isRunning));
  });

  it("ends everything on SIGTERM, though that ends npm alone", async () => {
    const { pid, processes } = await openWindow();
    process.kill(pid, "SIGTERM");
    await until("everything is gone", () => !processes.some(isRunning));
  });

  it("ends everything on two Ctrl-C in a row", async () => {
    const { pid, processes } = await openWindow();
    process.kill(-pid, "SIGINT");
    await sleep(30);
    process.kill(-pid, "SIGINT");
    await until("everything is gone", () => !processes.some(isRunning));
  });
});

describe("npm start without a display", () => {
  it.runIf(process.platform === "linux")("serves the console, prints its address, and ends cleanly on SIGTERM", async () => {
    const { pid, said, exit } = npmStart({ ...process.env, DISPLAY: "", WAYLAND_DISPLAY: "" });
    await until("the address is printed", () => said.out.includes("\n"));
    const { url, pid: owner } = JSON.parse(said.out) as { url: string; pid: number };
    expect(said.err).toContain("no display was found");
    expect((await fetch(url)).status).toBe(200);
    process.kill(pid, "SIGTERM");
    await exit;
    await until("the core is gone", () => !isRunning(owner));
  });
});
