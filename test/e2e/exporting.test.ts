import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestLog } from "../helpers/openTestLog.ts";
import { sampleOutcome, sampleStart } from "../helpers/sampleRecording.ts";
import { axeFindings } from "./axe.ts";
import { inChromium, inElectron, newFolder, type OpenApp } from "./environments.ts";

const out = mkdtempSync(join(tmpdir(), "tapedeck exported #% é-"));
afterAll(() => rmSync(out, { recursive: true, force: true }));

/** A data folder with 40 interactions, of which 4 failed. */
async function recordedFolder(): Promise<string> {
  const dataFolder = newFolder();
  const log = await openTestLog(dataFolder, Date.now);
  for (let index = 0; index < 40; index++) {
    const { id } = log.begin(sampleStart(`Where is order ${index}?`, {}, Date.now() - index * 60_000));
    await log.finish(id, sampleOutcome(`Order ${index} is on its way. 日本`, index % 10 === 9 ? { status: "failed", output: "" } : {}));
  }
  await log.close();
  return dataFolder;
}

let app: OpenApp;
const dialog = () => app.page.getByRole("dialog", { name: "Export interactions" });
/** With TAPEDECK_KEEP_PICTURES set, where pictures of the dialog are kept. */
const pictures = process.env["TAPEDECK_KEEP_PICTURES"];
async function picture(name: string): Promise<void> {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  await app.page.screenshot({ path: join(pictures, `export-${name}.png`), animations: "disabled" });
}

describe(`export [${inChromium.name}]`, () => {
  beforeAll(async () => {
    app = await inChromium.open({ dataFolder: await recordedFolder() });
    await app.goTo("/interactions?filter=input%20%3A%20order");
  });
  afterAll(() => app.close());

  it("shows by keys alone what the list shows, as it will be written, and writes it with what was skipped and why", async () => {
    await app.page.getByText("Where is order 3?").first().waitFor();
    await app.page.keyboard.press("Shift+E");
    await dialog().getByText("40 interactions: input : order.").waitFor();
    await dialog().getByText('"tapedeck":1').first().waitFor();
    await dialog().getByRole("radio", { name: "Tapedeck" }).focus();
    await app.page.keyboard.press("ArrowDown");
    await dialog().getByText('{"messages":[').first().waitFor();
    const path = join(out, "chat.jsonl");
    await dialog().getByRole("textbox", { name: "File to write" }).fill(path);
    await picture("sample-light");
    await app.page.keyboard.press("Enter");
    await dialog().getByText("36 records of 40 interactions").waitFor();
    await dialog().getByText("It has no whole answer (failed)").waitFor();
    expect(readFileSync(path, "utf8").trimEnd().split("\n")).toHaveLength(36);
    await picture("done-light");
  });

  it("asks before it replaces a file", async () => {
    await dialog().getByRole("button", { name: "Export", exact: true }).click();
    await dialog().getByRole("button", { name: "Replace it" }).click();
    await dialog().getByText("36 records of 40 interactions").waitFor();
  });

  it.each(["light", "dark"] as const)("has nothing that axe finds wrong, in the %s theme", async (colorScheme) => {
    await app.page.emulateMedia({ colorScheme });
    await picture(`axe-${colorScheme}`);
    expect(await axeFindings(app.page)).toEqual([]);
  });

  it("chooses a folder of the core's computer, and says where a format gives no record", async () => {
    await dialog().getByRole("radio", { name: "Preference pairs (DPO)" }).click();
    await dialog().getByText("None of the first 40 interactions gives a record.").waitFor();
    await picture("empty-dark");
    await dialog().getByRole("radio", { name: "Parquet" }).click();
    await dialog().getByRole("textbox", { name: "Folder to write" }).fill("/elsewhere/table");
    await dialog().getByRole("button", { name: "Save as…" }).click();
    const folders = app.page.getByRole("dialog", { name: "Export interactions to" });
    await folders.getByRole("textbox", { name: "Folder" }).fill(out);
    await app.page.keyboard.press("Enter");
    await folders.getByText("No folder is in here.").waitFor();
    await folders.getByRole("button", { name: "Choose this folder" }).click();
    await dialog().getByRole("button", { name: "Export", exact: true }).click();
    await dialog().getByText("40 records of 40 interactions").waitFor();
    expect(readdirSync(join(out, "table")).every((name) => name.startsWith("day="))).toBe(true);
    await app.page.keyboard.press("Escape");
    await dialog().waitFor({ state: "detached" });
  });
});

describe(`export [${inElectron.name}]`, () => {
  beforeAll(async () => {
    app = await inElectron.open({ dataFolder: await recordedFolder() });
    await app.goTo("/interactions");
  });
  afterAll(() => app.close());

  it("writes where the system's own dialog says, from the command palette", async () => {
    const path = join(out, "electron.csv");
    await app.electron!.evaluate(({ dialog: system }, filePath) => {
      system.showSaveDialog = (() => Promise.resolve({ canceled: false, filePath })) as typeof system.showSaveDialog;
    }, path);
    await app.page.getByText("Where is order 3?").first().waitFor();
    await app.page.keyboard.press("Control+K");
    await app.page.getByRole("combobox").fill("Export");
    await app.page.getByRole("option", { name: /Export the interactions of the list/ }).click();
    await dialog().getByRole("radio", { name: "CSV" }).click();
    await dialog().getByRole("button", { name: "Save as…" }).click();
    await dialog().getByText("40 records of 40 interactions").waitFor();
    expect(readFileSync(path, "utf8").split("\r\n")[0]).toBe("\ufeffid,createdAt,model,system,input,output,session,user,tags,status,promptTokens,completionTokens,totalMs,metadata,localTime,timeZone");
  });
});
