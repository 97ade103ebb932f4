import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CDPSession, Page } from "playwright-core";
import { inElectron, root } from "../../e2e/environments.ts";
import { interactionsPage } from "../../e2e/pages/interactions.ts";
import { benchLog } from "./generate.ts";
import { readTrace, type PageTask } from "./readTrace.ts";

/**
 * A task of the page's main thread longer than this is felt. Held against it is the processor's time: on a machine that others use,
 * a thread that waits for its turn is not a page that hangs. The clock's time stands beside it.
 */
const longMs = 50;

/** Scrolls the real window through a log of a million interactions, in every way a person can, while Chromium records what its main thread does. */
export async function measureScroll(): Promise<void> {
  const rows = Number(process.env["TAPEDECK_BENCH_ROWS"] ?? 1_000_000);
  const { dataFolder } = await benchLog(rows, 180);
  // The log of the benches stays as it is: the app keeps what is its own beside a link to it.
  const folder = mkdtempSync(join(tmpdir(), "tapedeck-scroll-"));
  symlinkSync(join(dataFolder, "log"), join(folder, "log"));
  const app = await inElectron.open({ dataFolder: folder, viewport: { width: 1920, height: 1080 } });
  try {
    const list = interactionsPage(app);
    await list.open();
    await list.rows().first().waitFor();
    await app.page.waitForFunction((least) => Number(document.querySelector(".interactions-table")?.getAttribute("aria-rowcount")) > least, rows * 0.99, { timeout: 120_000 });
    await app.page.waitForFunction(() => document.querySelector(".interactions-scroll")!.scrollHeight > 1_000_000, undefined, { timeout: 120_000 });
    const session = await app.page.context().newCDPSession(app.page);
    console.log(`\nScrolling a list of ${rows.toLocaleString("en-US")} interactions in Electron, 1920×1080: longest task of the page's main thread, ms of the processor (and of the clock)`);
    let worst = 0;
    for (const { name, scroll } of ways) {
      const tasks = await traced(session, name, () => scroll(app.page));
      const [processorMs, clockMs] = [Math.max(0, ...tasks.map((task) => task.processorMs)), Math.max(0, ...tasks.map((task) => task.ms))];
      worst = Math.max(worst, processorMs);
      console.log(`  ${name.padEnd(44)} ${processorMs.toFixed(1).padStart(6)} (${clockMs.toFixed(1)}) of ${tasks.length}; rows in the page ${await list.rows().count()}, ${await heapMb(session)} MB of heap`);
    }
    console.log(worst <= longMs ? `  no task over ${longMs} ms` : `  MISSED: a task of ${worst.toFixed(1)} ms`);
  } finally {
    await app.close();
    rmSync(folder, { recursive: true });
  }
}

const ways: { name: string; scroll(page: Page): Promise<void> }[] = [
  { name: "the wheel, 20,000 px", scroll: (page) => wheel(page, 200, 100) },
  { name: "the wheel back up, fast", scroll: (page) => wheel(page, 100, -400) },
  { name: "the bar dragged through all of it", scroll: (page) => drag(page, 0, 1) },
  { name: "the bar dragged back", scroll: (page) => drag(page, 1, 0) },
  { name: "40 jumps anywhere", scroll: jumps },
  { name: "Page down held, 150 times", scroll: (page) => keys(page, "PageDown", 150) },
  { name: "arrow down held, 200 times", scroll: (page) => keys(page, "ArrowDown", 200) },
  { name: "End, Home, End", scroll: ends },
];

async function overList(page: Page) {
  const box = (await page.locator(".interactions-scroll").boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  return box;
}

async function wheel(page: Page, times: number, stepPx: number): Promise<void> {
  await overList(page);
  for (let time = 0; time < times; time++) await page.mouse.wheel(0, stepPx);
  await page.waitForTimeout(600);
}

/** The bar itself is no element: it is moved as far a frame as a hand that takes two seconds for all of it. */
async function drag(page: Page, from: number, to: number): Promise<void> {
  await page.evaluate(
    async ([from, to]) => {
      const list = document.querySelector(".interactions-scroll")!;
      const longest = list.scrollHeight - list.clientHeight;
      for (let step = 0; step <= 120; step++) {
        list.scrollTop = longest * (from! + ((to! - from!) * step) / 120);
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    },
    [from, to],
  );
  await filled(page);
}

async function jumps(page: Page): Promise<void> {
  for (let jump = 0; jump < 40; jump++) {
    // The same places in each run, all over the list.
    const share = (jump * 0.618_034) % 1;
    await page.evaluate((share) => {
      const list = document.querySelector(".interactions-scroll")!;
      list.scrollTop = (list.scrollHeight - list.clientHeight) * share;
    }, share);
    await filled(page);
  }
}

async function keys(page: Page, key: string, times: number): Promise<void> {
  await page.locator(".interactions-scroll").focus();
  for (let time = 0; time < times; time++) await page.keyboard.press(key);
  await filled(page);
}

async function ends(page: Page): Promise<void> {
  for (const key of ["End", "Home", "End"]) {
    await page.keyboard.press(key);
    await filled(page);
  }
}

/** Until no row on the screen is on its way. */
async function filled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector(".interactions-table tbody tr:not([data-interaction])") === null, undefined, { timeout: 60_000, polling: 50 });
}

async function heapMb(session: CDPSession): Promise<number> {
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  return Math.round(usedSize / 1e6);
}

/** The tasks of the page's main thread while `work` runs, longest first; the trace is kept under `.cache/traces`, for Chromium's own viewer. */
async function traced(session: CDPSession, name: string, work: () => Promise<void>): Promise<PageTask[]> {
  const events: object[] = [];
  const collect = ({ value }: { value: object[] }) => void events.push(...value);
  session.on("Tracing.dataCollected", collect);
  await session.send("Tracing.start", { transferMode: "ReportEvents", traceConfig: { includedCategories: ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"] } });
  try {
    await work();
  } finally {
    const complete = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
    await session.send("Tracing.end");
    await complete;
    session.off("Tracing.dataCollected", collect);
  }
  const folder = join(root, ".cache/traces");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `scroll-${name.replaceAll(/[^a-z0-9]+/gi, "-")}.json`), JSON.stringify({ traceEvents: events }));
  return readTrace(events);
}
