import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeFindings } from "./axe.ts";
import { environments, root, type OpenApp } from "./environments.ts";
import { modelPage, modelsPage } from "./pages/models.ts";
import { playgroundPage } from "./pages/playground.ts";

const demo = (version: 1 | 2) => join(root, `resources/models/demo-support-v${version}.Q8_0.gguf`);

/** Version 2 with another word in its chat template, of the same length, so that nothing else of the file moves. */
function otherTemplate(path: string): void {
  const bytes = readFileSync(demo(2));
  bytes.write("im_fin", bytes.indexOf("im_end", bytes.indexOf("tokenizer.chat_template")));
  writeFileSync(path, bytes);
}

async function expectNoFindings({ page }: OpenApp): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await axeFindings(page), colorScheme).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: "light" });
}

for (const environment of environments) {
  describe(`the library's pages in ${environment.name}`, () => {
    const folder = mkdtempSync(join(tmpdir(), "tapedeck library #% é-"));
    let app: OpenApp;
    /** The name of the model with another template. */
    let changed = "";
    beforeAll(async () => {
      app = await environment.open();
      // Half-way through a change of colours, every contrast is wrong.
      await app.page.emulateMedia({ reducedMotion: "reduce" });
      mkdirSync(join(folder, "deep"));
      otherTemplate(join(folder, "deep/support-fin.Q8_0.gguf"));
      copyFileSync(demo(1), join(folder, "same as v1.gguf"));
      writeFileSync(join(folder, "broken.gguf"), "GGUF, but no more than the word");
      await modelsPage(app).open();
    });
    afterAll(async () => {
      await app.close();
      rmSync(folder, { recursive: true });
    });

    it("looks through a folder, says what can't come in and why, and imports what is marked", async () => {
      const { page } = app;
      await page.keyboard.press("Shift+S");
      const dialog = page.getByRole("dialog", { name: "Scan folders" });
      await dialog.getByRole("textbox", { name: "Folder to scan" }).fill(folder);
      await page.keyboard.press("Enter");
      const row = (name: string) => dialog.getByRole("row").filter({ hasText: name });
      await row("support-fin.Q8_0.gguf").waitFor();
      await expect.poll(() => row("broken.gguf").getByRole("checkbox").isDisabled()).toBe(true);
      await dialog.getByText("scanning").waitFor({ state: "detached" });
      await expectNoFindings(app);
      await row("support-fin.Q8_0.gguf").getByRole("checkbox").focus();
      await page.keyboard.press("Space");
      await dialog.getByRole("button", { name: "Import 1 file" }).click();
      await row("support-fin.Q8_0.gguf").getByText("in the library").waitFor();
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
      await modelsPage(app).open("?text=support-fin");
      await expect.poll(async () => (await modelsPage(app).names()).length).toBe(1);
      changed = (await modelsPage(app).names())[0]!;
    });

    it("takes in what comes into a watched folder, until it is watched no more", async () => {
      const { page } = app;
      const watched = join(folder, "watched");
      mkdirSync(watched);
      await app.goTo("/settings");
      await page.getByRole("textbox", { name: "Folder to watch" }).fill(watched);
      await page.getByRole("button", { name: "Watch", exact: true }).click();
      await page.getByRole("list", { name: "Watched folders" }).getByText(watched).waitFor();
      await expectNoFindings(app);
      const bytes = readFileSync(demo(1));
      bytes[bytes.length - 1]! ^= 2;
      writeFileSync(join(watched, "watched one.gguf"), bytes);
      await modelsPage(app).open("?text=watched");
      await expect.poll(async () => (await modelsPage(app).names()).length, { timeout: 30_000 }).toBe(1);
      await app.goTo("/settings");
      await page.getByRole("button", { name: `Stop watching ${watched}` }).click();
      await page.getByRole("list", { name: "Watched folders" }).waitFor({ state: "detached" });
    });

    it("walks families and models by keys alone, closes and opens them, and keeps that in the address", async () => {
      const { page } = app;
      const models = modelsPage(app);
      await models.open();
      const before = await models.names();
      await models.model(before[0]!).click();
      await page.keyboard.press("ArrowLeft");
      const family = await models.selected().getAttribute("data-family");
      expect(family).not.toBeNull();
      await page.keyboard.press("ArrowLeft");
      expect(await models.family(family!).getAttribute("aria-expanded")).toBe("false");
      expect((await models.names()).length).toBeLessThan(before.length);
      await page.reload();
      await models.family(family!).waitFor();
      expect(await models.family(family!).getAttribute("aria-expanded")).toBe("false");
      await models.family(family!).focus();
      await page.keyboard.press("Space");
      await expect.poll(models.names).toEqual(before);
      await page.keyboard.press("ArrowDown");
      expect(await models.selected().getAttribute("data-model")).toBe(before[0]);
      await page.keyboard.press("Space");
      await models.selected().getByText("marked").waitFor();
      await page.keyboard.press("Space");
      await page.keyboard.press("/");
      await page.keyboard.type("support-fin");
      await expect.poll(async () => (await models.names()).length).toBe(1);
      await page.keyboard.press("Escape");
      await expectNoFindings(app);
    });

    it("keeps notes and tags, and a retired model out of every picker until it is brought back", async () => {
      const { page } = app;
      const models = modelsPage(app);
      await models.open();
      const name = changed;
      await models.model(name).click();
      await models.inspector().getByRole("textbox", { name: "Notes" }).fill("Ends its turns by another word.");
      await models.inspector().getByRole("textbox", { name: "Tags" }).fill("odd, template");
      await models.inspector().getByRole("button", { name: "Save" }).click();
      await models.inspector().locator(".tag-row").getByText("odd").waitFor();
      await page.locator("tr[aria-selected=true]").focus();
      await page.keyboard.press("Shift+R");
      await models.open();
      await page.getByRole("button", { name: "1 retired" }).waitFor();
      expect(await models.names()).not.toContain(name);
      await playgroundPage(app).open();
      await page.getByRole("combobox", { name: "Model", exact: true }).click();
      await page.getByRole("option", { name: "demo-support-v1" }).first().waitFor();
      expect(await page.getByRole("option", { name }).count()).toBe(0);
      await page.keyboard.press("Escape");
      await models.open("?retired=shown");
      await models.model(name).getByText("retired").waitFor();
      await models.model(name).click();
      await page.keyboard.press("Shift+R");
      await models.model(name).getByText("retired").waitFor({ state: "detached" });
    });

    it("shows every tensor of a file, to be filtered, sorted and walked through by keys", async () => {
      const { page } = app;
      const model = modelPage(app);
      await model.open("demo-support-v2", "tensors");
      await model.tensors().getByText(/^\d+ tensors, /).waitFor();
      await page.keyboard.press("/");
      await page.keyboard.type("attn_q");
      await expect.poll(async () => (await model.tensorNames()).every((name) => name.includes("attn_q"))).toBe(true);
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Size" }).click();
      await page.getByRole("button", { name: "Size" }).click();
      await expect.poll(async () => (await model.tensorNames())[0]).toBe("token_embd.weight");
      await page.getByRole("group", { name: "Tensors", exact: true }).focus();
      await page.keyboard.press("End");
      await page.locator(".tensor-table tr[aria-selected=true]").getByText(/norm/).waitFor();
      await model.tensors().getByRole("button", { name: /^F32/ }).click();
      await model.tensors().getByText(/^\d+ of \d+ tensors/).waitFor();
      await expectNoFindings(app);
    });

    it("shows what differs between two versions' templates", async () => {
      const model = modelPage(app);
      await model.open("demo-support-v2", "template");
      await model.template().getByRole("list", { name: "Lines of the template" }).waitFor();
      await model.compareTemplateWith(changed);
      await model.template().locator("del").first().waitFor();
      expect((await model.template().locator("del").allInnerTexts()).join()).toContain("im_fin");
      expect((await model.template().locator("ins").allInnerTexts()).join()).toContain("im_end");
      await expectNoFindings(app);
    });

    it("holds the estimate beside what was measured, and follows settings as they are typed", async () => {
      const { page } = app;
      await playgroundPage(app).open("?target=demo-support-v2&maxTokens=20&seed=1");
      await playgroundPage(app).ask("Where is my order 4821?");
      const model = modelPage(app);
      await model.open("demo-support-v2");
      await model.fit().getByText(/estimate [\d.]+% /).waitFor({ timeout: 30_000 });
      const needed = await model.needed();
      await model.setting("Context per slot").fill("2,000,000");
      await expect.poll(model.needed).not.toBe(needed);
      await model.fit().getByText("with the changed settings").waitFor();
      await model.setting("Context per slot").fill("many");
      await page.getByText("A whole number from 64 to 10,000,000.").waitFor();
      await expectNoFindings(app);
      await page.getByRole("button", { name: "Discard" }).click();
      await expect.poll(model.needed).toBe(needed);
    });

    it("measures a model, plots it, and reads the plot out by keys", async () => {
      const { page } = app;
      const model = modelPage(app);
      await model.open("demo-support-v2", "bench");
      await model.measureQuickly();
      await model.chart().getByRole("img").focus();
      await page.keyboard.press("ArrowRight");
      await model.chart().locator("[aria-live]").getByText(/tok\/s/).waitFor({ state: "attached" });
      await model.chart().getByRole("button", { name: "Table" }).click();
      expect(await model.chart().locator("tbody tr").count()).toBeGreaterThan(1);
      await expectNoFindings(app);
      const saved = page.waitForEvent("download", { timeout: 10_000 });
      if (environment.name === "chromium") {
        await model.chart().getByRole("button", { name: "CSV" }).click();
        expect(readFileSync(await (await saved).path(), "utf8").split("\r\n")[0]).toContain("tokens in the context,");
      } else saved.catch(() => {});
    });
  });
}
