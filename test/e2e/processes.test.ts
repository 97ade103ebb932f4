import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { childrenOf, isRunning } from "../helpers/processes.ts";
import { electronPath, environments, inElectron, root, type OpenApp } from "./environments.ts";
import { startLongAnswer } from "./longAnswer.ts";
import { playgroundPage } from "./pages/playground.ts";
import { tapedeckJson } from "./tapedeckJson.ts";

const apps: OpenApp[] = [];
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close().catch(() => {});
});
async function opened(app: Promise<OpenApp>): Promise<OpenApp> {
  apps.push(await app);
  return apps.at(-1)!;
}

const until = async (what: string, check: () => boolean | Promise<boolean>, limitMs = 10_000) => {
  for (const deadline = Date.now() + limitMs; Date.now() < deadline; await new Promise((resolve) => setTimeout(resolve, 20))) if (await check()) return;
  throw new Error(`Within ${limitMs} ms it did not come true that ${what}.`);
};

type Row = { id: string; status: string; output: string; error: { message: string } | null };

const commandLineOf = (pid: number) => readFileSync(`/proc/${pid}/cmdline`, "utf8");

/** Core and llama below Electron's main, whose other children are Chromium's. */
function treeOf(mainPid: number): { corePid: number; llamaPid: number } {
  const corePid = childrenOf(mainPid).find((pid) => commandLineOf(pid).includes("core/main"))!;
  return { corePid, llamaPid: childrenOf(corePid)[0]! };
}

describe("the processes of the window [electron]", () => {
  it("core killed in the middle of an answer: the page says so and comes back, no llama stays, the row is interrupted with its text", async () => {
    const app = await opened(inElectron.open());
    await startLongAnswer(app);
    await app.page.waitForTimeout(1300);
    const { corePid, llamaPid } = treeOf(app.pid);
    process.kill(corePid, "SIGKILL");
    await until("the llama process is gone", () => !isRunning(llamaPid), 1000);
    await app.page.getByText(/interrupted|connection/i).first().waitFor();
    const playground = playgroundPage(app);
    await playground.open("?target=demo-support-v2&temperature=0");
    await until("the core answers again", async () => (await tapedeckJson<Row[]>(["query", "--data", app.dataFolder])).length > 0);
    const rows = await tapedeckJson<Row[]>(["query", "--data", app.dataFolder]);
    expect(rows[0]).toMatchObject({ status: "interrupted" });
    expect(rows[0]!.output.length).toBeGreaterThan(20);
  });

  it("main killed with -9 in the middle of an answer: core and llama end too, and the next start reads the row", async () => {
    const app = await opened(inElectron.open());
    await startLongAnswer(app);
    const { corePid, llamaPid } = treeOf(app.pid);
    process.kill(app.pid, "SIGKILL");
    await until("core and llama are gone", () => !isRunning(corePid) && !isRunning(llamaPid), 2000);
    expect(await tapedeckJson<Row[]>(["query", "--data", app.dataFolder])).toMatchObject([{ status: expect.stringMatching(/interrupted|cancelled/) as string }]);
  });

  it("window closed in the middle of an answer: the answer is cancelled, recorded, and every process ends", async () => {
    const app = await opened(inElectron.open());
    await startLongAnswer(app);
    const { corePid, llamaPid } = treeOf(app.pid);
    await app.electron!.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.close()).catch(() => {});
    await until("all processes are gone", () => !isRunning(app.pid) && !isRunning(corePid) && !isRunning(llamaPid));
    const [row] = await tapedeckJson<Row[]>(["query", "--data", app.dataFolder]);
    expect(row).toMatchObject({ status: "cancelled" });
    expect(row!.output).not.toBe("");
  });

  it("a second start on the same folder brings the first window forward and ends", async () => {
    const app = await opened(inElectron.open());
    const second = spawn(electronPath(), [...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), root, "--data", app.dataFolder], { stdio: "ignore" });
    const [code] = (await once(second, "exit")) as [number];
    expect(code).toBe(0);
    expect(await app.page.title()).toContain("Tapedeck");
  });

  it("commands work beside the window and after it was killed", async () => {
    const app = await opened(inElectron.open());
    const chat = ["chat", "--data", app.dataFolder, "--model", "demo-support-v2", "--seed", "7", "Where is my order 4821?"];
    const first = await tapedeckJson<{ interactionId: string; text: string }>(chat);
    await app.goTo(`/interactions/${first.interactionId}`);
    await app.page.getByText(first.text).first().waitFor();
    process.kill(app.pid, "SIGKILL");
    expect((await tapedeckJson<{ text: string }>(chat)).text).toBe(first.text);
    expect(await tapedeckJson<{ identical: number }>(["replay", "--data", app.dataFolder, first.interactionId])).toMatchObject({ identical: 1 });
  });
});

describe.each(environments)("a page [$name]", ({ open }) => {
  it("says that the model's process was killed, keeps the partial answer, and answers the next question", async () => {
    const app = await opened(open());
    await startLongAnswer(app);
    const below = childrenOf(app.pid).flatMap((pid) => [pid, ...childrenOf(pid)]);
    process.kill(below.find((pid) => commandLineOf(pid).includes("llama/main"))!, "SIGKILL");
    const reply = app.page.locator("article.reply").last();
    await reply.getByText("The answer broke off").waitFor();
    expect(await reply.innerText()).toMatch(/SIGKILL/);
    expect((await reply.locator(".markdown, .as-is").innerText()).length).toBeGreaterThan(3);
    const playground = playgroundPage(app);
    await playground.open("?target=demo-support-v2&temperature=0");
    expect((await playground.ask("Where is my order 4821?")).text).toContain("4821");
  });
});
