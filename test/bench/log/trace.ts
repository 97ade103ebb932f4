import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { inElectron, type OpenApp } from "../../e2e/environments.ts";
import { mainThreadTasks } from "../../helpers/mainThreadTasks.ts";
import { fillTraceAndSession, largeSession, largeTrace, sessionTurns, traceSpans } from "./largeTrace.ts";

/** A task of the page's main thread longer than this is felt. */
const longMs = 50;
/** What a page with all of it may take. */
const goalMs = 2000;
const rounds = 3;

/** Opens a trace of 33,000 spans and a session of 20,000 turns in the real window, and does in them what a person does. */
export async function measureTrace(): Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), "tapedeck-trace-"));
  const misses: string[] = [];
  try {
    await fillTraceAndSession(dataFolder);
    const app = await inElectron.open({ dataFolder, viewport: { width: 1920, height: 1080 } });
    try {
      await app.goTo("/interactions");
      const trace = { address: `/traces/${largeTrace}`, ready: ".span-row", empty: `/traces/${"0".repeat(32)}` };
      const session = { address: `/sessions/${largeSession}`, ready: ".session-turn:not(.is-coming)", empty: "/sessions/nobody" };
      console.log(`\nIn Electron, 1920×1080: time until it stands on the screen, median of ${rounds}; the longest task of the page's main thread, ms of the processor`);
      misses.push(...(await measureOpening(app, `a trace of ${traceSpans.toLocaleString("en-US")} spans`, trace)));
      misses.push(...(await measureUse(app, traceUses)));
      misses.push(...(await measureOpening(app, `a session of ${sessionTurns.toLocaleString("en-US")} turns`, session)));
      misses.push(...(await measureUse(app, sessionUses)));
    } finally {
      await app.close();
    }
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
  console.log(misses.length === 0 ? `  opened within ${goalMs} ms each, no task over ${longMs} ms` : misses.map((miss) => `  MISSED: ${miss}`).join("\n"));
}

type Opened = { address: string; ready: string; empty: string };

async function measureOpening(app: OpenApp, name: string, { address, ready, empty }: Opened): Promise<string[]> {
  const times: number[] = [];
  let longest = 0;
  for (let round = 0; round < rounds; round++) {
    // The page forgets the one before when it shows another one.
    await app.goTo(empty);
    await app.page.locator(".empty").waitFor();
    const tasks = await mainThreadTasks(app.page, async () => void times.push(await app.page.evaluate(opened, { address, ready })));
    longest = Math.max(longest, tasks[0] ?? 0);
  }
  const median = times.toSorted((a, b) => a - b)[Math.floor(rounds / 2)]!;
  console.log(`  ${name.padEnd(44)} ${median.toFixed(0)} ms (${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)}), longest task ${longest.toFixed(1)}`);
  return [...(median <= goalMs ? [] : [`${name} took ${median.toFixed(0)} ms`]), ...(longest <= longMs ? [] : [`${name}: a task of ${longest.toFixed(1)} ms`])];
}

type Use = { name: string; run(page: Page): Promise<void> };

async function measureUse(app: OpenApp, uses: Use[]): Promise<string[]> {
  const misses: string[] = [];
  for (const { name, run } of uses) {
    const [longest = 0, ...others] = await mainThreadTasks(app.page, () => run(app.page));
    console.log(`    ${name.padEnd(42)} longest task ${longest.toFixed(1)}, ${[longest, ...others].filter((ms) => ms > longMs).length} over ${longMs}`);
    if (longest > longMs) misses.push(`${name}: a task of ${longest.toFixed(1)} ms`);
  }
  return misses;
}

const traceUses: Use[] = [
  { name: "the wheel, 20,000 px", run: (page) => wheel(page, ".span-scroll", 200, 100) },
  { name: "its last span and its first", run: (page) => press(page, ["End", "Home"]) },
  { name: "collapsed and expanded", run: (page) => press(page, ["c", "c"]) },
  { name: "searched for a word", run: (page) => find(page, "lookup") },
  { name: "zoomed in and out", run: (page) => press(page, ["+", "+", "-", "0"]) },
];
const sessionUses: Use[] = [
  { name: "the wheel, 20,000 px", run: (page) => wheel(page, ".session-scroll", 200, 100) },
  { name: "its last turn and its first", run: (page) => press(page, ["End", "Home"]) },
  { name: "30 turns by key", run: (page) => press(page, Array.from({ length: 30 }, () => "j")) },
];

async function wheel(page: Page, selector: string, times: number, stepPx: number): Promise<void> {
  const box = (await page.locator(selector).boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  for (let time = 0; time < times; time++) await page.mouse.wheel(0, stepPx);
  await page.waitForTimeout(600);
}

async function press(page: Page, keys: string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.waitForTimeout(120);
  }
}

async function find(page: Page, words: string): Promise<void> {
  await page.keyboard.press("/");
  await page.keyboard.type(words, { delay: 60 });
  await page.waitForTimeout(400);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
}

/** Runs in the page, so that the driver's own round trips are none of it. */
async function opened({ address, ready }: { address: string; ready: string }): Promise<number> {
  const startedAt = performance.now();
  const isThere = () => document.querySelector(ready) !== null;
  const there = new Promise<void>((resolve) => {
    new MutationObserver((_changes, observer) => {
      if (!isThere()) return;
      observer.disconnect();
      resolve();
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
  });
  location.hash = address;
  await there;
  // The frame that shows it has been handed on when the one after it begins.
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  return performance.now() - startedAt;
}
