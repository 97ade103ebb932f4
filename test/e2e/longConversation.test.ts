import { chromium, type Page } from "playwright-core";
import { expect, it } from "vitest";
import { fakeModel, loaded } from "../helpers/fakeModels.ts";
import { mainThreadTasks } from "../helpers/mainThreadTasks.ts";
import { sampleInteraction } from "../helpers/sampleInteraction.ts";
import { createScriptedCore, type Script } from "../helpers/scriptedCore.ts";
import { servePages } from "../helpers/servePages.ts";
import { inElectron } from "./environments.ts";

const rows = (count: number, row: (index: number) => string) => Array.from({ length: count }, (_, index) => row(index)).join("\n");
/** About 4,000 tokens of tables, code and lists. */
const longAnswer = Array.from({ length: 5 }, (_, part) => [`## Part ${part}`, `| n | name | note |\n|---|---|---|\n${rows(60, (index) => `| ${index} | item ${index} | some *note* here |`)}`, `\`\`\`ts\n${rows(50, (index) => `  const value${index} = compute(${index});`)}\n\`\`\``, rows(20, (index) => `- entry ${index}`)].join("\n\n")).join("\n\n");
const tokens = longAnswer.match(/\s*\S{1,6}/g)!.slice(0, 4000);
const lastHeading = tokens.join("").match(/Part \d/g)!.at(-1)!;
const tokensPerSecond = 500;

const stream: Script = async function* (_, signal) {
  const startedAt = performance.now();
  for (let sent = 0; sent < tokens.length && !signal.aborted; ) {
    const due = Math.ceil(((performance.now() - startedAt) / 1000) * tokensPerSecond);
    const part = tokens.slice(sent, due);
    sent += part.length;
    if (part.length > 0) yield { type: "text", text: part.join(""), tokens: part.length };
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
};

/** A core whose log holds a session of 250 questions and answers, as the Playground leaves it. */
function coreWithLongSession() {
  const scripted = createScriptedCore({ models: [loaded(fakeModel("support"))], script: stream });
  const messages: { role: "user" | "assistant"; content: string }[] = [];
  for (let turn = 0; turn < 250; turn++) {
    messages.push({ role: "user", content: `Question ${turn}` });
    const output = `Answer ${turn}.\n\n${longAnswer.slice(0, 1200)}`;
    scripted.log.push(sampleInteraction([output], { id: `int_${turn}`, createdAt: turn, session: "ses_long", model: "support", request: { target: "support", messages: turn === 249 ? [...messages] : messages.slice(-1), sampling: {}, origin: "playground" } }));
    messages.push({ role: "assistant", content: output });
  }
  scripted.remembered.set("playground.conversations", { ses_long: { given: 0, turns: scripted.log.map(({ id }) => ({ ids: [id] })), at: 1 } });
  return scripted;
}

const viewport = { width: 1280, height: 800 };
type Opened = { page: Page; close(): Promise<void> };

/** A second window of the real program, whose page asks the scripted core instead of its own. */
async function openWindow(url: string): Promise<Opened> {
  const { electron, close } = await inElectron.open();
  const [page] = await Promise.all([
    electron!.waitForEvent("window"),
    electron!.evaluate(({ BrowserWindow }, { address, size }) => void new BrowserWindow({ ...size, useContentSize: true }).loadURL(address), { address: url, size: viewport }),
  ]);
  return { page, close };
}

async function openBrowser(url: string): Promise<Opened> {
  const browser = await chromium.launch({ executablePath: process.env["TAPEDECK_CHROMIUM"] ?? "/usr/bin/chromium", args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
  const page = await browser.newPage({ viewport });
  await page.goto(url);
  return { page, close: () => browser.close() };
}

it.for([
  ["electron", openWindow],
  ["chromium", openBrowser],
] as const)("500 messages, a pasted prompt of 40,000 tokens and a stream of 4,000 at 500/s: no task over 50 ms, typing goes on, all text there after a reload [%s]", { timeout: 120_000 }, async ([, open]) => {
  const scripted = coreWithLongSession();
  const { url, close } = await servePages(scripted.services);
  const { page, close: closePage } = await open(`${url}#/models`);
  const elsewhere: string[] = [];
  page.on("request", (request) => !request.url().startsWith(url) && elsewhere.push(request.url()));
  const exchanges = page.locator(".exchange");
  const message = page.getByRole("textbox", { name: "Message", exact: true });
  const pasted = "the order has not arrived, please look into it. ".repeat(3500);
  try {
    await page.locator("main.page").waitFor();
    let typed = "";
    const tasks = await mainThreadTasks(page, async () => {
      await page.evaluate(() => (location.hash = "/playground?target=support&session=ses_long"));
      await expect.poll(() => exchanges.count(), { timeout: 30_000 }).toBe(250);
      await message.focus();
      await page.evaluate((text) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", text);
        document.activeElement!.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
      }, pasted);
      await page.keyboard.press("ControlOrMeta+Enter");
      await page.locator(".reply[aria-busy=true]").waitFor();
      while (await page.locator(".reply[aria-busy=true]").count()) {
        await page.keyboard.press("x");
        typed += "x";
      }
      await page.mouse.move(600, 400);
      for (let step = 0; step < 20; step++) {
        await page.mouse.wheel(0, -800);
        await page.waitForTimeout(50);
      }
    });
    expect(await message.inputValue()).toBe(typed);
    expect(scripted.requests[0]!.messages.at(-1)!.content).toBe(pasted);
    expect(tasks.length).toBeGreaterThan(100);
    expect(tasks[0]).toBeLessThan(50);
    // The reader who went up stays there.
    await page.getByRole("button", { name: "Newest" }).waitFor();

    await page.reload();
    await expect.poll(() => exchanges.count(), { timeout: 30_000 }).toBe(251);
    // Not innerText: what is off the screen is not laid out.
    const text = await page.locator(".thread").textContent();
    for (const words of ["Question 0", "Answer 0.", "Question 249", "Answer 249.", "the order has not arrived", lastHeading]) expect(text).toContain(words);
    expect(elsewhere).toEqual([]);
  } finally {
    await closePage();
    close();
  }
});
