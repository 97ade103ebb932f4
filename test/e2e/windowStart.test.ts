import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connectToCore } from "../../electron/headless/connectToCore.ts";
import { electronPath, endChild, inElectron, newFolder, root, startServe } from "./environments.ts";

let dataFolder: string;
beforeEach(() => void (dataFolder = newFolder()));
afterEach(() => rmSync(dataFolder, { recursive: true, force: true }));

/** Puts an answer to the system's message boxes into Electron's main, and notes what they said: nobody sits before this display. */
const answerDialogs = `if (process.versions.electron && process.type === "browser") setImmediate(() => {
  require("electron").dialog.showMessageBox = async (options) => {
    require("node:fs").appendFileSync(process.env.DIALOGS, JSON.stringify(options) + "\\n");
    return { response: Number(process.env.DIALOG_ANSWER) };
  };
});`;

type Dialog = { message: string; detail: string; buttons: string[] };

/** Starts the window, which meets a dialog; `answer` is the button that is pressed. */
function startWindow(folder: string, answer: number) {
  const script = join(dataFolder, "dialogs.cjs");
  const dialogs = join(dataFolder, "dialogs.txt");
  writeFileSync(script, answerDialogs);
  rmSync(dialogs, { force: true });
  const child = spawn(electronPath(), [...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), root, "--data", folder], {
    stdio: "ignore",
    env: { ...process.env, NODE_OPTIONS: `--require ${JSON.stringify(script)}`, DIALOGS: dialogs, DIALOG_ANSWER: String(answer) },
  });
  return { child, exit: once(child, "exit") as Promise<[number]>, said: () => (existsSync(dialogs) ? readFileSync(dialogs, "utf8").trim().split("\n").map((line) => JSON.parse(line) as Dialog) : []) };
}

describe("the start of the window [electron]", () => {
  it.for([
    ["a monitor that is gone", { x: 9000, y: 9000, width: 900, height: 600 }, { width: 900, height: 600 }],
    ["20,000 pixels", { x: 0, y: 0, width: 20_000, height: 20_000 }, { width: Infinity, height: Infinity }],
    ["no size", { x: 0, y: 0, width: 0, height: 0 }, { width: 1280, height: 800 }],
  ] as const)("shows the window whole on the screen after it was left on %s (F073)", async ([, value, wanted]) => {
    const { core, close } = await connectToCore(dataFolder, new AbortController().signal);
    await core.settings.remember({ key: "window", value });
    await close();
    const app = await inElectron.open({ dataFolder, viewport: null });
    try {
      const { bounds, area } = await app.electron!.evaluate(({ BrowserWindow, screen }) => ({ bounds: BrowserWindow.getAllWindows()[0]!.getBounds(), area: screen.getPrimaryDisplay().workArea }));
      const size = { width: Math.min(wanted.width, area.width), height: Math.min(wanted.height, area.height) };
      // None of these places can be kept: a new window stands in the screen's middle. X11's Chromium takes a pixel off a window as large as the screen.
      const middle = { x: area.x + (area.width - size.width) / 2, y: area.y + (area.height - size.height) / 2, ...size };
      for (const side of ["x", "y", "width", "height"] as const) expect([side, Math.abs(bounds[side] - middle[side]) <= 1]).toEqual([side, true]);
      await expect.poll(() => app.electron!.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.isVisible())).toBe(true);
      expect(await app.page.evaluate(() => innerWidth)).toBe(bounds.width);
    } finally {
      await app.close();
    }
  });

  it("asks before a broken database is set aside, and leaves it alone when told so", async () => {
    const broken = "this was a database once ".repeat(200);
    writeFileSync(join(dataFolder, "tapedeck.sqlite"), broken);
    const refused = startWindow(dataFolder, 0);
    expect((await refused.exit)[0]).toBe(3);
    expect(refused.said()).toMatchObject([{ message: expect.stringContaining("tapedeck.sqlite can't be read") as string, detail: expect.stringContaining("Nothing is deleted") as string, buttons: ["Quit", "Set aside and start new"] }]);
    expect(readFileSync(join(dataFolder, "tapedeck.sqlite"), "utf8")).toBe(broken);

    const agreed = startWindow(dataFolder, 1);
    await expect.poll(() => readdirSync(dataFolder).filter((name) => name.startsWith("tapedeck.sqlite.broken-")), { timeout: 10_000 }).toHaveLength(1);
    await expect.poll(() => existsSync(join(dataFolder, "owner.json")), { timeout: 10_000 }).toBe(true);
    const { core, close } = await connectToCore(dataFolder, new AbortController().signal);
    expect((await core.app.info({})).notices).toMatchObject([{ title: "tapedeck.sqlite was set aside" }]);
    await close();
    agreed.child.kill("SIGTERM");
    expect(await agreed.exit).toEqual([0, null]);
  });

  it("says that a folder can't be used", async () => {
    const file = join(dataFolder, "a file");
    writeFileSync(file, "");
    const { exit, said } = startWindow(join(file, "data"), 0);
    expect((await exit)[0]).toBe(3);
    expect(said()).toMatchObject([{ message: expect.stringContaining(file) as string, detail: expect.stringContaining("--data DIR") as string, buttons: ["Quit"] }]);
  });

  it("names the process and the address of a serve that has the folder", async () => {
    const { child, ready } = await startServe(dataFolder);
    const { exit, said } = startWindow(dataFolder, 0);
    expect((await exit)[0]).toBe(3);
    expect(said()).toMatchObject([{ message: expect.stringContaining(`process ${ready.pid}, ${new URL(ready.url).origin}`) as string }]);
    expect(await endChild(child)).toBe(0);
  });
});

describe("the page of the window [electron]", () => {
  it("leads nowhere else, and gets nothing of Node or of the system", async () => {
    const { page, electron, close } = await inElectron.open({ dataFolder });
    await page.evaluate(() => {
      location.href = "http://127.0.0.1:1/";
    });
    expect(await page.evaluate(() => window.open("http://127.0.0.1:1/") === null)).toBe(true);
    expect(page.url()).toMatch(/^app:\/\/tapedeck\//);
    expect(electron!.windows()).toHaveLength(1);
    expect(await page.evaluate(() => ["require", "process", "module"].filter((name) => name in window))).toEqual([]);
    expect(await page.evaluate(() => Object.keys((window as unknown as { tapedeck: object }).tapedeck))).toEqual(["connect", "pathOf"]);
    expect(await page.evaluate(() => Notification.requestPermission())).toBe("denied");
    expect(await page.evaluate(() => fetch("app://tapedeck/%2e%2e%2f%2e%2e%2fpackage.json").then(({ status }) => status))).toBe(404);
    expect(await page.evaluate(() => fetch("http://127.0.0.1:1/").then(String, () => "refused"))).toBe("refused");
    await close();
  });
});
