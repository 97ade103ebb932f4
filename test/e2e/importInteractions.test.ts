import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeFindings } from "./axe.ts";
import { inChromium, inElectron, type Environment, type OpenApp } from "./environments.ts";
import { interactionsPage } from "./pages/interactions.ts";

const folder = mkdtempSync(join(tmpdir(), "tapedeck import #% é-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const fileOf = (name: string, content: string) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const chat = (n: number) => ({ messages: [{ role: "user", content: `Question ${n}` }, { role: "assistant", content: `Answer ${n}` }] });
const chats = fileOf("chats é.jsonl", `${Array.from({ length: 30 }, (_, n) => JSON.stringify(chat(n))).join("\n")}\n{"messages": broken\n`);
const table = fileOf("support.csv", `q,reply,when,team\n${Array.from({ length: 12 }, (_, n) => `"Is parcel ${n} lost?",No. It is on its way.,2024-05-01 12:${10 + n},North`).join("\n")}\n`);

/** With TAPEDECK_KEEP_PICTURES set, where pictures of the dialog are kept. */
const pictures = process.env["TAPEDECK_KEEP_PICTURES"];
async function picture({ page }: OpenApp, name: string): Promise<void> {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    // Colours change softly.
    await page.waitForTimeout(300);
    await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: "light" });
}

let app: OpenApp;
const dialog = () => app.page.getByRole("dialog", { name: "Import interactions" });
const opens = (environment: Environment) => {
  beforeAll(async () => {
    app = await environment.open();
    await interactionsPage(app).open();
    await app.page.getByRole("heading", { name: "Nothing is recorded yet" }).waitFor();
  });
  afterAll(() => app.close());
};

describe(`importing interactions [${inElectron.name}]`, () => {
  opens(inElectron);

  it("shows a dropped file as it would be stored, and imports it by the keyboard", async () => {
    const { page } = app;
    const { x, y, width, height } = (await page.locator(".drop-target").boundingBox())!;
    const session = await page.context().newCDPSession(page);
    const at = { x: x + width / 2, y: y + height / 2, data: { items: [], files: [chats], dragOperationsMask: 1 } };
    for (const type of ["dragEnter", "dragOver", "drop"] as const) await session.send("Input.dispatchDragEvent", { type, ...at });
    await session.detach();
    await dialog().getByText("OpenAI training chats").waitFor();
    await dialog().getByText(/31 records in/).waitFor();
    expect(await dialog().getByRole("row").count()).toBe(21);
    await dialog().getByRole("region", { name: /Can't be taken in/ }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await picture(app, "import-preview");
    await dialog().getByRole("button", { name: "Import", exact: true }).focus();
    await page.keyboard.press("Enter");
    await dialog().getByText("30 interactions imported").waitFor();
    await dialog().getByRole("heading", { name: "1 rejected" }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await picture(app, "import-result");
    await dialog().getByRole("button", { name: "Show imported interactions" }).click();
    await dialog().waitFor({ state: "detached" });
    await expect.poll(() => interactionsPage(app).rows().count(), { timeout: 10_000 }).toBeGreaterThan(10);
    await expect.poll(() => interactionsPage(app).counts(), { timeout: 10_000 }).toContain("30");
  });

  it("opens from the palette, and finds everything there the second time", async () => {
    const { page } = app;
    await page.keyboard.press("Control+k");
    await page.keyboard.type("import a file");
    await page.keyboard.press("Enter");
    await dialog().getByRole("textbox", { name: "File to import" }).fill(chats);
    await page.keyboard.press("Enter");
    await dialog().getByText(/31 records in/).waitFor();
    await dialog().getByRole("button", { name: "Import", exact: true }).click();
    await dialog().getByText("0 interactions imported").waitFor();
    await dialog().getByText(/30 were there already/).waitFor();
    await page.keyboard.press("Escape");
    await dialog().waitFor({ state: "detached" });
  });
});

describe(`importing interactions [${inChromium.name}]`, () => {
  opens(inChromium);

  it("chooses a table in the core's folders, maps its columns, and names the missing time zone", async () => {
    const { page } = app;
    await page.keyboard.press("i");
    await dialog().getByRole("button", { name: "Choose…" }).click();
    const browser = page.getByRole("dialog", { name: "Import interactions from" });
    await browser.getByRole("textbox", { name: "Folder" }).fill(dirname(table));
    await page.keyboard.press("Enter");
    await browser.getByRole("button", { name: basename(table) }).click();
    await browser.getByRole("button", { name: "Choose file" }).click();
    await dialog().getByText(/12 records in/).waitFor();
    for (const [column, field] of [["q", "input"], ["when", "createdAt"]] as const) {
      await dialog().getByRole("combobox", { name: `What ${column} becomes` }).click();
      await page.getByRole("option", { name: field, exact: true }).click();
      await expect.poll(() => dialog().getByRole("combobox", { name: `What ${column} becomes` }).innerText(), { timeout: 10_000 }).toContain(field);
    }
    await dialog().getByText("Is parcel 0 lost?").first().waitFor();
    await dialog().getByText(/12 of the times that were seen name none/).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await picture(app, "import-table");
    await dialog().getByRole("button", { name: "Import", exact: true }).click();
    await dialog().getByText("12 interactions imported").waitFor();
    await dialog().getByRole("button", { name: "Show imported interactions" }).click();
    await expect.poll(() => interactionsPage(app).rows().first().innerText(), { timeout: 10_000 }).toContain("Is parcel 11 lost?");
  });

  it("says why a file can't be imported", async () => {
    await app.page.keyboard.press("i");
    await dialog().getByRole("textbox", { name: "File to import" }).fill(folder);
    await app.page.keyboard.press("Enter");
    await dialog().getByText(/is a folder, not a file/).waitFor();
    await picture(app, "import-refused");
  });
});
