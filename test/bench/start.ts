import { spawn } from "node:child_process";
import { once } from "node:events";
import { chromium } from "playwright-core";
import { newFolder, root } from "../e2e/environments.ts";
import { playgroundPage } from "../e2e/pages/playground.ts";
import { summary } from "./rounds.ts";

const starts = Number(process.env["TAPEDECK_BENCH_STARTS"] ?? 7);

/** Milliseconds from the command `npm start` to a window that can be typed into, and to the first token of an answer asked at once. */
export async function measureStart(): Promise<void> {
  const dataFolder = newFolder();
  const usable: number[] = [];
  const firstToken: number[] = [];
  for (let n = 0; n <= starts; n++) {
    const figures = await startOnce(dataFolder);
    // The first start fills the data folder and the caches.
    if (n > 0) {
      usable.push(figures.usableMs);
      firstToken.push(figures.firstTokenMs);
    }
  }
  console.log(`From \`npm start\`, ${starts} warm starts: median (fastest to slowest)`);
  console.log(`  to a usable window           ${summary(usable)} ms`);
  console.log(`  to the first token           ${summary(firstToken)} ms (the question is asked as soon as the window is usable; the model is loaded for it)`);
}

async function startOnce(dataFolder: string) {
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const startedAt = performance.now();
  const child = spawn("npm", ["start", "--silent", "--", "--data", dataFolder, `--remote-debugging-port=${port}`], { cwd: root, stdio: "ignore", detached: true });
  const browser = await connectSoon(port);
  const page = browser.contexts()[0]!.pages()[0]!;
  await page.locator("#message").waitFor();
  const usableMs = performance.now() - startedAt;
  const playground = playgroundPage({ page, goTo: async () => {}, dataFolder, pid: child.pid!, close: async () => {} });
  await playground.send("Where is my order 4821?");
  await page.locator("article.reply .markdown").first().filter({ hasText: /\w/ }).waitFor();
  const firstTokenMs = performance.now() - startedAt;
  await browser.close();
  const gone = once(child, "exit");
  process.kill(child.pid!, "SIGTERM");
  await gone;
  return { usableMs, firstTokenMs };
}

/** Attaches as soon as the window shows our page: what attaches to an earlier one loses it. */
async function connectSoon(port: number) {
  for (const deadline = performance.now() + 20_000; performance.now() < deadline; await new Promise((resolve) => setTimeout(resolve, 10))) {
    const targets = await fetch(`http://127.0.0.1:${port}/json`).then((answer) => answer.json() as Promise<{ url: string }[]>, () => []);
    if (targets.some(({ url }) => url.startsWith("app://"))) return chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  }
  throw new Error("No window came within 20 s.");
}
