import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inChromium, inElectron, root, type Environment, type OpenApp } from "./environments.ts";
import { modelsPage } from "./pages/models.ts";

const folder = mkdtempSync(join(tmpdir(), "tapedeck import #% é-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A model of its own: a demo with another last byte. */
function newModelFile(name: string, lastByte: number): string {
  const bytes = readFileSync(join(root, "resources/models/demo-support-v1.Q8_0.gguf"));
  bytes[bytes.length - 1] = lastByte;
  writeFileSync(join(folder, `${name}.gguf`), bytes);
  return join(folder, `${name}.gguf`);
}

/** Drops a file of this computer on the page, by the events that the system's own drag makes. */
async function drop({ page }: OpenApp, path: string): Promise<void> {
  const { x, y, width, height } = (await page.locator(".drop-target").boundingBox())!;
  const session = await page.context().newCDPSession(page);
  const at = { x: x + width / 2, y: y + height / 2, data: { items: [], files: [path], dragOperationsMask: 1 } };
  for (const type of ["dragEnter", "dragOver"] as const) await session.send("Input.dispatchDragEvent", { type, ...at });
  await page.getByText("Drop to import").waitFor();
  await session.send("Input.dispatchDragEvent", { type: "drop", ...at });
  await session.detach();
}

/** Chooses a file in the page's browser of the core's folders. */
async function browseTo({ page }: OpenApp, path: string): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "Import GGUF files" });
  await dialog.getByRole("textbox", { name: "Folder" }).fill(dirname(path));
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: basename(path) }).click();
  await dialog.getByRole("button", { name: "Choose file" }).click();
  await dialog.waitFor({ state: "detached" });
}

/** A model that came in is shown with its file. */
const isInLibrary = ({ page }: OpenApp, path: string) => page.locator(".inspect").getByText(basename(path)).first().waitFor();

let app: OpenApp;
const opens = (environment: Environment) => {
  beforeAll(async () => {
    app = await environment.open();
    await modelsPage(app).open();
  });
  afterAll(() => app.close());
};

describe(`import [${inElectron.name}]`, () => {
  opens(inElectron);

  it("takes what the system's dialog gives, and nothing where it is cancelled", async () => {
    const path = newModelFile("chosen", 1);
    // Only the system's own window is replaced: nobody sits before this display.
    await app.electron!.evaluate(({ dialog }, filePath) => {
      const answers = [{ canceled: true, filePaths: [] as string[] }, { canceled: false, filePaths: [filePath] }];
      const answer = async (_window: unknown, asked: object) => {
        Object.assign(globalThis, { asked });
        return answers.shift()!;
      };
      dialog.showOpenDialog = answer as typeof dialog.showOpenDialog;
    }, path);
    const choose = () => modelsPage(app).add(/^Import GGUF/);
    const before = await app.page.locator("tr[data-model]").count();
    await choose();
    await expect.poll(() => app.electron!.evaluate(() => (globalThis as { asked?: object }).asked)).toMatchObject({ title: "Import GGUF files", filters: [{ extensions: ["gguf"] }, { extensions: ["*"] }], properties: ["openFile", "multiSelections"] });
    expect(await app.page.locator("tr[data-model]").count()).toBe(before);
    await choose();
    await isInLibrary(app, path);
  });

  it("takes a file that is dropped on the page", async () => {
    const path = newModelFile("dropped é", 2);
    await drop(app, path);
    await isInLibrary(app, path);
  });
});

describe(`import [${inChromium.name}]`, () => {
  opens(inChromium);

  it("takes a file that is chosen in the folders of the core's computer", async () => {
    const path = newModelFile("chosen", 3);
    await modelsPage(app).add(/^Import GGUF/);
    await browseTo(app, path);
    await isInLibrary(app, path);
  });

  it("says of a dropped file that a browser hides its path, and lets one choose it", async () => {
    const path = newModelFile("dropped é", 4);
    await drop(app, path);
    await app.page.getByText("A browser does not tell where a dropped file lies").waitFor();
    await browseTo(app, path);
    await isInLibrary(app, path);
  });
});
