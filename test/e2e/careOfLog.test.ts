import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeFindings } from "./axe.ts";
import { environments, newFolder, type OpenApp } from "./environments.ts";
import { settingsPage } from "./pages/settings.ts";
import { tapedeckJson } from "./tapedeckJson.ts";

describe.each(environments)("care of the log in Settings [$name]", ({ open }) => {
  let app: OpenApp;
  let settings: ReturnType<typeof settingsPage>;
  beforeAll(async () => {
    app = await open();
    settings = settingsPage(app);
    await settings.open();
  });
  afterAll(() => app.close());

  const ask = (text: string) => tapedeckJson<{ interactionId: string }>(["chat", "--data", app.dataFolder, "--model", "demo-support-v2", "--max-tokens", "8", text]);

  it("takes out what is turned on, shows it on a text, and stores none of it", async () => {
    const { page } = app;
    await settings.redaction.getByRole("switch", { name: "E-mail addresses" }).click();
    await settings.redaction.getByText("Taken out: 1 email.").waitFor();
    expect(await settings.redaction.locator("mark").allInnerTexts()).toEqual(["[email 1]"]);
    await settings.redaction.getByLabel("Name of the new rule").fill("customer");
    await settings.redaction.getByLabel("Pattern of the new rule").fill("(?<=x)KD-[0-9]+");
    await page.keyboard.press("Enter");
    await settings.redaction.getByRole("alert").getByText("can't be run in a time that grows with the text only").waitFor();
    await settings.redaction.getByLabel("Pattern of the new rule").fill("KD-[0-9]+");
    await page.keyboard.press("Enter");
    await settings.redaction.getByLabel("Try it on a text").fill("KD-4821 and kim@example.com and KD-99");
    await settings.redaction.getByText("Taken out: 2 customer, 1 email.").waitFor();
    const { interactionId } = await ask("Write to kim@example.com about KD-4821");
    const [row] = await tapedeckJson<[{ id: string; input: string }]>(["query", "--data", app.dataFolder]);
    expect(row).toMatchObject({ id: interactionId, input: "Write to [email 1] about [customer 1]" });
    await settings.changes.getByText("Changed redaction").first().waitFor();
  });

  it("counts what a rule would take while it is typed, asks, and removes just that", async () => {
    const { page } = app;
    const file = join(newFolder(), "old.jsonl");
    const stored = (n: number, created: number) => JSON.stringify({ id: `chatcmpl-${n}`, object: "chat.completion", created, model: "gpt-x", messages: [{ role: "user", content: `old question ${n}` }], choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: "an answer" } }] });
    writeFileSync(file, [stored(1, 1_717_200_000), stored(2, 1_717_200_060), stored(3, Math.floor(Date.now() / 1000))].join("\n"));
    await tapedeckJson(["import", "--data", app.dataFolder, file]);
    await settings.retention.getByRole("button", { name: "Add rule" }).click();
    const preview = settings.retention.getByRole("group", { name: "What would go now" });
    await preview.getByText("2 interactions would go now").waitFor();
    await preview.getByRole("link", { name: "old question 1" }).waitFor();
    await settings.retention.getByLabel("Days of rule 1").fill("5000");
    await preview.getByText("Nothing would go now").waitFor();
    await settings.retention.getByLabel("Days of rule 1").fill("0");
    expect(await settings.retention.getByLabel("Days of rule 1").getAttribute("aria-invalid")).toBe("true");
    await settings.retention.getByRole("button", { name: "Remove rule Rule 1" }).click();
    await settings.retention.getByRole("switch", { name: "Limit the size of the log" }).click();
    await settings.retention.getByLabel("Largest log, GB").fill("0.001");
    await preview.getByText("Nothing would go now").waitFor();
    await settings.retention.getByRole("button", { name: "Discard changes" }).click();
    await preview.waitFor({ state: "detached" });
    await settings.retention.getByRole("button", { name: "Add rule" }).click();
    await settings.retention.getByRole("button", { name: "Save retention" }).click();
    await page.getByText("Retention saved").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await settings.retention.getByText("Everything is kept.").waitFor();
    await settings.retention.getByRole("button", { name: "Add rule" }).click();
    await settings.retention.getByRole("button", { name: "Save retention" }).click();
    await preview.getByText("2 interactions would go now").waitFor();
    await preview.getByRole("button", { name: "Apply now…" }).click();
    await settings.dialog.getByText("Whole months, with all their spans: 2024-06").waitFor();
    expect(await settings.dialog.getByRole("button", { name: "Cancel" }).evaluate((button) => button === document.activeElement)).toBe(true);
    expect(await axeFindings(page)).toEqual([]);
    await settings.dialog.getByRole("button", { name: "Remove 2 interactions" }).click();
    await preview.getByText("Nothing would go now").waitFor();
    await settings.changes.getByText("Dropped a month").waitFor();
    const left = await tapedeckJson<{ input: string }[]>(["query", "--data", app.dataFolder, "--limit", "10"]);
    expect(left.map(({ input }) => input).filter((input) => input.startsWith("old"))).toEqual(["old question 3"]);
  });

  it("backs up into a new folder, verifies it, restores it into another, and lists who did that", async () => {
    const { page } = app;
    const folder = newFolder();
    const path = join(folder, "backup");
    await settings.backups.getByLabel("New folder for the backup").fill(path);
    await page.keyboard.press("Enter");
    const verify = settings.backups.getByRole("button", { name: `Verify ${path}` });
    await verify.click();
    await settings.backups.getByRole("cell", { name: "not yet" }).waitFor({ state: "detached" });
    await settings.backups.getByRole("button", { name: `Restore ${path}` }).click();
    await settings.dialog.getByText("tapedeck restore").waitFor();
    const into = join(folder, "restored");
    await settings.dialog.getByLabel("New folder").fill(into);
    expect(await axeFindings(page)).toEqual([]);
    await settings.dialog.getByRole("button", { name: "Restore into the new folder" }).click();
    await settings.changes.getByText("Restored", { exact: true }).waitFor();
    expect(existsSync(join(into, "tapedeck.sqlite"))).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(["backup", "restored"]);
    await settings.changes.getByText("Backed up").waitFor();
    const shown = await tapedeckJson<unknown[]>(["query", "--data", into]);
    expect(shown).toEqual(await tapedeckJson<unknown[]>(["query", "--data", app.dataFolder]));
  });

  it("measures what takes space, and is right for screen readers in both themes", async () => {
    const { page } = app;
    await settings.storage.getByRole("button", { name: "Measure again" }).click();
    await settings.storage.getByRole("table", { name: "Files" }).getByText("tapedeck.sqlite").waitFor();
    for (const theme of ["Dark", "Light"]) {
      await page.getByRole("button", { name: theme, exact: true }).click();
      expect(await axeFindings(page)).toEqual([]);
    }
  });
});
