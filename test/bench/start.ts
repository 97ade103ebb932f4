import { spawn } from "node:child_process";
import { once } from "node:events";
import { newFolder, root } from "../e2e/environments.ts";
import { attach } from "./attach.ts";
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
  const startedAt = Date.now();
  const child = spawn("npm", ["start", "--silent", "--", "--data", dataFolder, `--remote-debugging-port=${port}`], { cwd: root, stdio: "ignore", detached: true });
  try {
    const page = await attach(port);
    const usableAt = await page.drawn("#message");
    await page.type("#message", "Where is my order 4821?");
    await page.press("#message", { key: "Enter", ctrlKey: true });
    const firstTokenAt = await page.drawn("article.reply .markdown p");
    page.close();
    return { usableMs: usableAt - startedAt, firstTokenMs: firstTokenAt - startedAt };
  } finally {
    const gone = once(child, "exit");
    process.kill(child.pid!, "SIGTERM");
    await gone;
  }
}
