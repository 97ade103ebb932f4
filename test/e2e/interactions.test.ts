import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeFindings } from "./axe.ts";
import { environments, type OpenApp } from "./environments.ts";
import { interactionPage } from "./pages/interaction.ts";
import { interactionsPage } from "./pages/interactions.ts";
import { playgroundPage } from "./pages/playground.ts";

for (const environment of environments) {
  describe(`Interactions in ${environment.name}`, () => {
    let app: OpenApp;
    let list: ReturnType<typeof interactionsPage>;
    let order = "";
    let headphones = "";
    const isCleanInBothThemes = async () => {
      for (const theme of ["light", "dark"] as const) {
        await app.page.emulateMedia({ colorScheme: theme });
        expect(await axeFindings(app.page)).toEqual([]);
      }
    };
    beforeAll(async () => {
      app = await environment.open();
      list = interactionsPage(app);
    });
    afterAll(() => app.close());

    it("teaches the first step while nothing is recorded", async () => {
      await list.open();
      await app.page.getByText("Nothing is recorded yet").waitFor();
      await isCleanInBothThemes();
      await app.page.getByRole("button", { name: "Open the Playground" }).click();
      await app.page.getByRole("textbox", { name: "Message", exact: true }).waitFor();
    });

    it("lists what was answered, newest first, and finds it by words, by id, by status and by an expression", async () => {
      const playground = playgroundPage(app);
      await playground.open("?target=demo-support-v1&temperature=0");
      order = (await playground.ask("Where is my order 4821?")).id;
      headphones = (await playground.ask("Can I return my headphones?")).id;
      await list.open();
      await list.row(headphones).waitFor();
      expect(await list.rows().evaluateAll((rows) => rows.map((row) => row.getAttribute("data-interaction")))).toEqual([headphones, order]);
      expect(await list.row(order).innerText()).toMatch(/ok[^]*Where is my order[^]*demo-support-v1[^]*\d m?s/);
      await isCleanInBothThemes();
      await list.search().fill("my headphones");
      await expect.poll(list.counts).toBe("1 of 2");
      await expect.poll(() => app.page.url()).toContain("text=my+headphones");
      await list.search().fill(headphones.slice(0, 18));
      await list.row(headphones).waitFor();
      await list.search().fill("");
      await app.page.getByRole("button", { name: "failed" }).click();
      await app.page.getByText("No interaction matches").waitFor();
      await app.page.getByRole("button", { name: "Show all interactions" }).click();
      await list.filter().fill("statu = ok");
      await app.page.getByText("Did you mean status?").waitFor();
      expect(await list.rows().count()).toBe(2);
      await list.filter().fill('input : "headphones"');
      await expect.poll(list.counts).toBe("1 of 2");
      await expect.poll(() => app.page.url()).toContain("filter=input");
      await app.page.reload();
      await list.row(headphones).waitFor();
      expect(await list.rows().count()).toBe(1);
    });

    it("is walked by keys alone: move, peek, mark, open, next, back", async () => {
      const { page } = app;
      await list.filter().fill("");
      await list.row(order).waitFor();
      await page.keyboard.press("Enter");
      await expect.poll(() => list.selected().getAttribute("data-interaction")).toBe(headphones);
      await page.keyboard.press("j");
      await expect.poll(() => list.selected().getAttribute("data-interaction")).toBe(order);
      await page.keyboard.press("x");
      await page.keyboard.press("Space");
      await list.inspector().getByText("Timings").waitFor();
      await isCleanInBothThemes();
      await page.keyboard.press("Escape");
      await list.inspector().waitFor({ state: "detached" });
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { level: 1, name: order }).waitFor();
      await page.keyboard.press("k");
      await page.getByRole("heading", { level: 1, name: headphones }).waitFor();
      await page.keyboard.press("Escape");
      await list.row(headphones).waitFor();
      expect(await list.row(order).getByRole("checkbox").isChecked()).toBe(true);
      await page.keyboard.press("c");
      await expect.poll(() => page.url()).toContain(`interactions=${order}`);
    });

    it("shows everything recorded, and the exact texts", async () => {
      const { page } = app;
      await interactionPage(app).open(order);
      await page.getByRole("heading", { level: 1, name: order }).waitFor();
      const facts = await page.getByRole("complementary", { name: "Timings, attempts and conditions" }).innerText();
      for (const word of ["prompt", "answer", "Attempts", "sha256", "node-llama-cpp", "CPU", "Seed", "slot 1 of 2", "Belongs to", "playground"]) expect(facts).toContain(word);
      await isCleanInBothThemes();
      await page.keyboard.press("2");
      await page.getByText("<|im_start|>user").waitFor();
      await page.keyboard.press("3");
      await page.getByText('"target": "demo-support-v1"').waitFor();
      await page.keyboard.press("4");
      await page.getByText(/Answer: \d+ tokens/).waitFor();
      await isCleanInBothThemes();
    });

    it("replays with overrides chosen by keys, and keeps them and the shown replay in the address", async () => {
      const { page } = app;
      const interaction = interactionPage(app);
      await interaction.open(order);
      await interaction.panel.waitFor();
      await page.keyboard.press("o");
      await page.getByRole("dialog").waitFor();
      await isCleanInBothThemes();
      await page.keyboard.type("3");
      await page.keyboard.press("Enter");
      expect(await interaction.verdict(3)).toMatch(/^All 3 replays are identical/);
      await isCleanInBothThemes();
      await interaction.panel.getByRole("button", { name: /^Replay 2/ }).click();
      await expect.poll(() => page.url()).toMatch(/times=3.*replay=int_|replay=int_.*times=3/);
      await page.reload();
      await interaction.panel.getByText("Earlier replays").waitFor();
      await interaction.panel.getByText("The same text and end, byte for byte.").waitFor();
    });

    it("says what to do where there is no such interaction, and takes the start of an id", async () => {
      const { page } = app;
      await interactionPage(app).open("int_nowhere");
      await page.getByText("There is no such interaction").waitFor();
      await isCleanInBothThemes();
      await page.getByRole("button", { name: "Search for it" }).click();
      await expect.poll(() => list.search().inputValue()).toBe("int_nowhere");
      await interactionPage(app).open(order.slice(0, -2));
      await page.getByRole("heading", { level: 1, name: order }).waitFor();
      await expect.poll(() => page.url()).toContain(order);
    });

    it("shows one zone on every screen, with its name", async () => {
      const { page } = app;
      await app.goTo("/settings");
      await page.getByRole("button", { name: "UTC", exact: true }).click();
      const time = async (id: string) => {
        await list.open("?text=order");
        const [clock, exact] = await list.row(id).locator("time").evaluate((element) => [element.textContent.trim(), element.getAttribute("title")!]);
        await interactionPage(app).open(id);
        const lede = await page.locator(".lede").innerText();
        return { clock: clock!, exact: exact!, lede };
      };
      const { clock, exact, lede } = await time(order);
      expect(exact).toContain(` ${clock}.`);
      expect(lede).toContain(clock);
      expect(lede).toContain("UTC");
    });
  });
}
