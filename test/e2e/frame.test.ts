import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeFindings } from "./axe.ts";
import { environments, type OpenApp } from "./environments.ts";

for (const environment of environments) {
  describe(`the frame in ${environment.name}`, () => {
    let app: OpenApp;
    beforeAll(async () => {
      app = await environment.open();
      await app.page.locator("main.page").waitFor();
    });
    afterAll(() => app.close());

    it("can be used without sight and without a mouse: no finding on any screen, in either theme", async () => {
      const { page } = app;
      const places = await page.locator(".rail a").evaluateAll((links) => links.map((link) => link.getAttribute("href")!.slice(1)));
      expect(places).toEqual(["/playground", "/interactions", "/compare", "/models", "/settings"]);
      const findings: Record<string, string[]> = {};
      for (const theme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme: theme });
        for (const place of places) {
          await app.goTo(place);
          await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
          const found = await axeFindings(page);
          if (found.length > 0) findings[`${place} ${theme}`] = found;
        }
      }
      expect(findings).toEqual({});
    });

    it("goes to any page by the palette, and lists the keys of each", async () => {
      const { page } = app;
      await app.goTo("/playground");
      const before = await page.evaluate(() => document.activeElement!.id);
      expect(before).not.toBe("");
      await page.keyboard.press("ControlOrMeta+k");
      await page.keyboard.type("models");
      await page.getByRole("option", { name: /^Models/ }).waitFor();
      await page.keyboard.press("Escape");
      await page.waitForFunction((id) => document.activeElement?.id === id, before);
      await page.keyboard.press("ControlOrMeta+k");
      await page.keyboard.type(">models");
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Models", level: 1 }).waitFor();
      await page.keyboard.press("?");
      const keys = page.getByRole("dialog", { name: "Keys of this page" });
      await keys.getByText("Import GGUF files").waitFor();
      await page.keyboard.press("Escape");
      await keys.waitFor({ state: "detached" });
      expect(await page.title()).toBe("Models · Tapedeck");
    });

    it("keeps theme and time zone over a reload, and the page in its address", async () => {
      const { page } = app;
      await app.goTo("/settings");
      await page.getByRole("group", { name: "Theme" }).getByRole("button", { name: "Dark" }).click();
      await page.getByRole("group", { name: "Time zone" }).getByRole("button", { name: "UTC" }).click();
      await page.locator(".statusbar").getByText("UTC", { exact: true }).waitFor();
      await page.waitForFunction(() => document.documentElement.dataset["theme"] === "dark");
      await page.reload();
      await page.getByRole("heading", { name: "Settings", level: 1 }).waitFor();
      expect(await page.evaluate(() => document.documentElement.dataset["theme"])).toBe("dark");
      expect(await page.getByRole("group", { name: "Time zone" }).getByRole("button", { name: "UTC" }).getAttribute("aria-pressed")).toBe("true");
    });

    it("says what the doctor finds", async () => {
      const { page } = app;
      await app.goTo("/settings");
      await page.getByRole("button", { name: "Check this computer" }).click();
      await page.getByRole("row", { name: /^Versions ok/ }).waitFor({ timeout: 30_000 });
      expect(await page.getByRole("row", { name: /^Databases/ }).innerText()).toContain("sound");
    });
  });
}
