import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { environments, root, type OpenApp } from "./environments.ts";
import { modelsPage } from "./pages/models.ts";

const demo = join(root, "resources/models/demo-support-v2.Q8_0.gguf");

for (const environment of environments) {
  describe(`the library in ${environment.name}`, () => {
    const folder = mkdtempSync(join(tmpdir(), "tapedeck models #% é-"));
    let app: OpenApp;
    beforeAll(async () => {
      app = await environment.open();
      await modelsPage(app).open();
    });
    afterAll(async () => {
      await app.close();
      rmSync(folder, { recursive: true });
    });

    it("has the demo models at the first start and loads one by a key", async () => {
      const { page } = app;
      await modelsPage(app).row("v1").click();
      await page.keyboard.press("l");
      await page.locator("tr[aria-selected=true]").getByText("loaded").waitFor({ timeout: 30_000 });
      await page.locator(".statusbar").getByText("demo-support-v1").waitFor();
      expect(await page.locator(".inspect").getByText(/per slot, .* in total$/).first().innerText()).toMatch(/^[\d,]+ tokens per slot, [\d,]+ in total$/);
      await page.keyboard.press("l");
      await page.locator("tr[aria-selected=true]").getByText("fits").waitFor();
    });

    it("says of every file that is no model why it is none, and takes nothing in", async () => {
      const { page } = app;
      const text = join(folder, "README.md");
      const cut = join(folder, "cut.gguf");
      writeFileSync(text, "# Read me\n");
      copyFileSync(demo, cut);
      truncateSync(cut, 100);
      const before = await page.locator("tr[data-model]").count();
      for (const [path, name] of [[text, "README.md"], [cut, "cut.gguf"], [join(folder, "nope.gguf"), "nope.gguf"]] as const) {
        await modelsPage(app).importByPath(path);
        const notice = page.getByRole("alert").filter({ hasText: `${name} was not imported` });
        await notice.waitFor();
        // What happened, why, and what to do.
        expect(await notice.locator("p").count()).toBe(3);
      }
      expect(await page.locator("tr[data-model]").count()).toBe(before);
      await page.getByRole("alert").getByRole("button", { name: "Dismiss" }).click();
    });

    it("says that a file is in the library already", async () => {
      await modelsPage(app).importByPath(demo);
      await app.page.getByText("demo-support-v2 was in the library already").waitFor();
    });

    it("renames a model, keeps its settings, and brings it back with both after it was removed", async () => {
      const { page } = app;
      // One other byte in the last tensor: another model.
      const bytes = readFileSync(demo);
      bytes[bytes.length - 1]! ^= 1;
      const path = join(folder, "other é.gguf");
      writeFileSync(path, bytes);
      await modelsPage(app).importByPath(path);
      const inspector = page.locator(".inspect");
      await inspector.getByText("other é.gguf").waitFor();
      await inspector.getByRole("textbox", { name: "Name" }).fill("mine");
      await inspector.getByRole("button", { name: "Save" }).click();
      await inspector.getByRole("textbox", { name: "Slots" }).fill("3");
      await inspector.getByRole("button", { name: "Save" }).click();
      await inspector.getByRole("button", { name: "Save" }).waitFor({ state: "detached" });
      await inspector.getByRole("button", { name: "Remove from the library" }).click();
      await page.locator("tr[data-model=mine]").waitFor({ state: "detached" });
      await page.getByRole("button", { name: "Undo" }).click();
      await page.locator("tr[data-model=mine]").click();
      expect(await inspector.getByRole("textbox", { name: "Slots" }).inputValue()).toBe("3");

      await page.keyboard.press("Delete");
      await page.locator("tr[data-model=mine]").waitFor({ state: "detached" });
      await page.keyboard.press("Control+z");
      await page.locator("tr[data-model=mine]").waitFor();
      await page.getByRole("button", { name: "Undo" }).waitFor({ state: "detached" });
    });

    it("finds again what its address says: the model, the filter, the order", async () => {
      const { page } = app;
      await app.goTo("/models?text=demo-support-v&sort=-version");
      await page.locator("tr[data-model]").first().waitFor();
      expect(await page.locator("tr[data-model]").evaluateAll((rows) => rows.map((row) => row.getAttribute("data-model")))).toEqual(["demo-support-v2", "demo-support-v1"]);
      await page.reload();
      await page.locator("th[aria-sort=descending]").getByText("Version").waitFor();
      expect(await page.locator("tr[data-model]").count()).toBe(2);
    });
  });
}
