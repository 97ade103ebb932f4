import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mainThreadTasks } from "../helpers/mainThreadTasks.ts";
import { openTestLog } from "../helpers/openTestLog.ts";
import { incomingSample } from "../bench/log/incomingSamples.ts";
import { inElectron, newFolder, type OpenApp } from "./environments.ts";
import { interactionsPage } from "./pages/interactions.ts";

const rows = 6000;
const now = Date.now();

describe("A long list of interactions in electron", () => {
  let app: OpenApp;
  let list: ReturnType<typeof interactionsPage>;
  beforeAll(async () => {
    const dataFolder = newFolder();
    const log = await openTestLog(dataFolder, () => now);
    for (let from = 0; from < rows; from += 500) {
      const interactions = Array.from({ length: 500 }, (_, at) => incomingSample(from + at, now - (rows - from - at) * 60_000));
      await log.ingest({ interactions, spans: [], feedback: [] });
    }
    await log.close();
    app = await inElectron.open({ dataFolder });
    list = interactionsPage(app);
  });
  afterAll(() => app.close());

  const scrollTo = (share: number) =>
    app.page.evaluate((share) => {
      const element = document.querySelector(".interactions-scroll")!;
      element.scrollTop = (element.scrollHeight - element.clientHeight) * share;
    }, share);
  const isFilled = () => app.page.waitForFunction(() => document.querySelector(".interactions-table tbody tr:not([data-interaction])") === null);
  const topIndex = async () => Number(await list.rows().first().getAttribute("aria-rowindex"));

  it("has a scroll bar for all of it, jumps anywhere, and holds up the page in no task", async () => {
    await list.open();
    await list.rows().first().waitFor();
    await app.page.waitForFunction((least) => document.querySelector(".interactions-scroll")!.scrollHeight > least, rows * 28);
    const tasks = await mainThreadTasks(app.page, async () => {
      for (const share of [0.5, 0.9, 0.1, 0.63]) {
        await scrollTo(share);
        // A scroll is drawn with the next frame.
        await expect.poll(async () => Math.abs((await topIndex()) - share * rows)).toBeLessThan(60);
        await isFilled();
      }
      await app.page.keyboard.press("PageDown");
      await app.page.keyboard.press("PageDown");
      await isFilled();
    });
    expect(tasks.length).toBeGreaterThan(10);
    expect(tasks[0]).toBeLessThan(50);
    expect(await list.rows().count()).toBeLessThan(60);
  });

  it("goes to the last and the first row by keys, and keeps its place over a look at one of them", async () => {
    await app.page.keyboard.press("End");
    await expect.poll(() => list.selected().getAttribute("aria-rowindex")).toBe(String(rows + 1));
    await app.page.keyboard.press("k");
    await app.page.keyboard.press("Enter");
    await app.page.locator("main.page-interaction").waitFor();
    await app.page.keyboard.press("Escape");
    await expect.poll(() => list.selected().getAttribute("aria-rowindex")).toBe(String(rows));
    await app.page.keyboard.press("Home");
    await expect.poll(() => list.selected().getAttribute("aria-rowindex")).toBe("2");
  });

  it("narrows to a span that is drawn over the chart", async () => {
    const chart = app.page.getByRole("application", { name: /interactions from/ });
    const box = (await chart.boundingBox())!;
    await app.page.mouse.move(box.x + box.width * 0.4, box.y + 20);
    await app.page.mouse.down();
    await app.page.mouse.move(box.x + box.width * 0.6, box.y + 20, { steps: 4 });
    await app.page.mouse.up();
    await expect.poll(list.counts).toMatch(/^1,[0-9]{3} of 6,000$/);
    await app.page.getByText("Older interactions match too.").waitFor();
    await app.page.getByRole("button", { name: "Show all time" }).click();
    await expect.poll(list.counts).toBe("6,000");
  });
});
