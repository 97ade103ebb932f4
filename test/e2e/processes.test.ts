import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { readOwnerRecord } from "../../electron/core/owner/ownerRecord.ts";
import { childrenOf, isRunning } from "../helpers/processes.ts";
import { electronPath, endChild, environments, inElectron, newFolder, root, startServe, type OpenApp } from "./environments.ts";
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
    const line = app.page.locator(".connection-line");
    // It shows only where the core is away for longer than a moment, so it is looked for before that.
    const said = line.getByText("The connection to Tapedeck's core was lost.").waitFor({ state: "attached" });
    process.kill(corePid, "SIGKILL");
    await until("the llama process is gone", () => !isRunning(llamaPid), 1000);
    await said;
    const reply = app.page.locator("article.reply").last();
    await reply.getByText("The answer broke off").waitFor();
    expect(await reply.innerText()).toContain("The connection to Tapedeck's core was lost.");
    await line.waitFor({ state: "detached" });
    const playground = playgroundPage(app);
    await playground.open("?target=demo-support-v2&temperature=0");
    expect((await playground.ask("Where is my order 4821?")).text).toContain("4821");
    const [after, before] = await tapedeckJson<Row[]>(["query", "--data", app.dataFolder]);
    expect(after).toMatchObject({ status: "ok" });
    expect(before).toMatchObject({ status: "interrupted" });
    expect(before!.output.length).toBeGreaterThan(20);
  });

  it("main killed with -9 in the middle of an answer: core and llama end too, and the row says that Tapedeck was ended", async () => {
    const app = await opened(inElectron.open());
    await startLongAnswer(app);
    const { corePid, llamaPid } = treeOf(app.pid);
    process.kill(app.pid, "SIGKILL");
    // The core lives long enough to end cleanly, so the row is not left `running`, of which the next start would make `interrupted`.
    await until("core and llama are gone", () => !isRunning(corePid) && !isRunning(llamaPid), 2000);
    expect(await tapedeckJson<Row[]>(["query", "--data", app.dataFolder])).toMatchObject([{ status: "cancelled", error: { message: "Cancelled, because Tapedeck was ended." } }]);
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

  it("a second start on the same folder brings the first window back and forward, and ends", async () => {
    const app = await opened(inElectron.open());
    const first = () => app.electron!.evaluate(({ BrowserWindow }) => ({ isFocused: BrowserWindow.getAllWindows().find(({ title }) => title.includes("Tapedeck"))!.isFocused(), restored: (globalThis as { restored?: number }).restored }));
    await app.electron!.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      // This display has no window manager, which is what minimises: the window says that it is, and its return is counted.
      Object.assign(globalThis, { restored: 0 });
      Object.assign(window!, { isMinimized: () => true, restore: () => void (globalThis as unknown as { restored: number }).restored++ });
      new BrowserWindow({ title: "another", width: 300, height: 300 }).focus();
    });
    await expect.poll(first).toEqual({ isFocused: false, restored: 0 });
    const second = spawn(electronPath(), [...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), root, "--data", app.dataFolder], { stdio: "ignore" });
    const [code] = (await once(second, "exit")) as [number];
    expect(code).toBe(0);
    await expect.poll(first).toEqual({ isFocused: true, restored: 1 });
  });
});

describe("chat, query and replay", () => {
  /** Asks, finds it, and replays it identically. */
  async function allThree(dataFolder: string): Promise<string> {
    const { interactionId, text } = await tapedeckJson<{ interactionId: string; text: string }>(["chat", "--data", dataFolder, "--model", "demo-support-v2", "--seed", "7", "Where is my order 4821?"]);
    expect((await tapedeckJson<Row[]>(["query", "--data", dataFolder, "--limit", "1"]))).toMatchObject([{ id: interactionId, status: "ok", output: text }]);
    expect(await tapedeckJson<{ identical: number }>(["replay", "--data", dataFolder, interactionId])).toMatchObject({ identical: 1 });
    return interactionId;
  }

  it("work beside the window, which shows their rows, and after it was killed [electron]", async () => {
    const app = await opened(inElectron.open());
    const id = await allThree(app.dataFolder);
    await app.goTo(`/interactions/${id}`);
    await app.page.getByRole("heading", { level: 1, name: id }).waitFor();
    expect(readOwnerRecord(app.dataFolder)).toMatchObject({ kind: "window" });
    const { corePid } = treeOf(app.pid);
    process.kill(app.pid, "SIGKILL");
    // At once: a command waits for the core that is ending.
    await allThree(app.dataFolder);
    expect(isRunning(corePid)).toBe(false);
    expect(await tapedeckJson<Row[]>(["query", "--data", app.dataFolder])).toHaveLength(4);
  });

  it("work beside a serve, and after it was killed", async () => {
    const dataFolder = newFolder();
    const { child } = await startServe(dataFolder);
    await allThree(dataFolder);
    expect(readOwnerRecord(dataFolder)).toMatchObject({ kind: "serve", pid: child.pid });
    await endChild(child, "SIGKILL");
    await allThree(dataFolder);
    expect(await tapedeckJson<Row[]>(["query", "--data", dataFolder])).toHaveLength(4);
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
