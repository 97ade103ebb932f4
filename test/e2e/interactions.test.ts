import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeFindings } from "./axe.ts";
import { environments, type OpenApp } from "./environments.ts";
import { interactionPage } from "./pages/interaction.ts";
import { interactionsPage } from "./pages/interactions.ts";
import { playgroundPage } from "./pages/playground.ts";
import { tapedeckJson } from "./tapedeckJson.ts";

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
      await list.filter("status = failed");
      await app.page.getByText("No interaction matches").waitFor();
      expect(await list.chips().allInnerTexts()).toEqual(["status is failed"]);
      await isCleanInBothThemes();
      await app.page.getByRole("button", { name: /^Show all/ }).click();
      await app.page.getByRole("button", { name: /^Edit as text/ }).click();
      await list.expression.fill("statu = ok");
      await app.page.getByText("Did you mean status?").waitFor();
      expect(await list.rows().count()).toBe(2);
      await list.filter('input : "headphones"');
      await expect.poll(list.counts).toBe("1 of 2");
      await expect.poll(() => app.page.url()).toContain("filter=input");
      await app.page.reload();
      await list.row(headphones).waitFor();
      expect(await list.rows().count()).toBe(1);
      await app.page.getByRole("button", { name: 'Without “input : "headphones"”' }).click();
      await expect.poll(list.counts).toBe("2");
    });

    it("completes a filter, counts facets and narrows by them, and says that older rows exist", async () => {
      const { page } = app;
      await page.keyboard.press("e");
      await list.expression.pressSequentially("stat");
      await page.getByRole("option", { name: "status" }).waitFor();
      await page.keyboard.press("Enter");
      await list.expression.pressSequentially("= o");
      await page.getByRole("option", { name: /^ok/ }).waitFor();
      await isCleanInBothThemes();
      await page.keyboard.press("Enter");
      await page.keyboard.press("Escape");
      await expect.poll(() => list.chips().allInnerTexts()).toEqual(["status is ok"]);
      await list.facet("demo-support-v1").first().click();
      await expect.poll(() => list.chips().allInnerTexts()).toEqual(["status is ok", "model is demo-support-v1"]);
      await expect.poll(() => list.facet("demo-support-v1").first().getAttribute("aria-pressed")).toBe("true");
      await list.facet("demo-support-v1").first().click();
      await list.filter(`createdAt > ${JSON.stringify(new Date(Date.now() + 86_400_000).toISOString())}`);
      await page.getByText("Older ones match but for the time.").waitFor();
      await page.getByRole("button", { name: "Search all time" }).click();
      await list.row(order).waitFor();
    });

    it("saves what is shown as a view, picks it by keys, deletes it and brings it back", async () => {
      const { page } = app;
      await list.filter('input : "order"');
      await expect.poll(list.counts).toBe("1 of 2");
      await page.keyboard.press("v");
      await page.getByRole("menuitem", { name: /Save this view/ }).click();
      await page.getByRole("textbox", { name: "Name" }).fill("Orders");
      await isCleanInBothThemes();
      await page.keyboard.press("Enter");
      await page.getByRole("button", { name: /^Orders/ }).waitFor();
      await list.filter("");
      await expect.poll(list.counts).toBe("2");
      await page.keyboard.press("v");
      await page.getByRole("menuitem", { name: "Orders" }).waitFor();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await expect.poll(list.counts).toBe("1 of 2");
      await page.keyboard.press("v");
      await page.getByRole("menuitem", { name: /^Delete/ }).click();
      await page.getByRole("button", { name: "Undo" }).click();
      await page.getByRole("button", { name: /^Orders/ }).waitFor();
      await list.filter("");
    });

    it("shows the columns that are chosen, and remembers them", async () => {
      const { page } = app;
      const head = (name: string) => page.getByRole("columnheader", { name });
      await page.getByRole("button", { name: "Columns", exact: true }).click();
      await page.getByRole("checkbox", { name: "Origin" }).check();
      await page.getByRole("textbox", { name: "Key of the metadata" }).fill("ticket");
      await page.keyboard.press("Enter");
      await head("ticket").waitFor();
      await isCleanInBothThemes();
      await page.keyboard.press("Escape");
      await expect.poll(async () => (await list.row(order).innerText()).includes("playground")).toBe(true);
      // It is remembered once choosing rests.
      await page.waitForTimeout(700);
      await page.reload();
      await head("Origin").waitFor();
      await page.getByRole("button", { name: "Columns", exact: true }).click();
      await page.getByRole("button", { name: "As at first" }).click();
      await page.keyboard.press("Escape");
      await head("Origin").waitFor({ state: "detached" });
    });

    it("is walked by keys alone: move, peek, mark, open, next, back", async () => {
      const { page } = app;
      await list.row(order).waitFor();
      await list.search().press("Enter");
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

    it("lets new rows wait while a row is looked at, tags what is marked, and deletes it after it said how much", async () => {
      const { page } = app;
      await list.open("?text=");
      await list.row(order).click();
      const { interactionId: id } = await tapedeckJson<{ interactionId: string }>(["chat", "--data", app.dataFolder, "--model", "demo-support-v1", "What are your opening hours?"]);
      await page.getByRole("button", { name: /^1 new/ }).waitFor();
      expect(await list.row(id).count()).toBe(0);
      await page.keyboard.press("n");
      await list.row(id).click();
      await page.keyboard.press("x");
      await page.getByRole("toolbar", { name: "Marked interactions" }).getByText("1 marked").waitFor();
      await isCleanInBothThemes();
      await page.keyboard.press("t");
      await page.getByRole("textbox", { name: "Tags to add" }).fill("escalated, hours");
      await isCleanInBothThemes();
      await page.keyboard.press("Enter");
      await page.getByText("Tagged 1 interaction").waitFor();
      expect((await tapedeckJson<{ tags: string[] }[]>(["query", "--data", app.dataFolder, "--filter", "tags = escalated"])).map(({ tags }) => tags)).toEqual([["escalated", "hours"]]);
      await page.keyboard.press("Delete");
      await page.getByRole("dialog").getByText("1 interaction will be gone for good").waitFor();
      await isCleanInBothThemes();
      await page.getByRole("button", { name: "Delete 1 interaction" }).click();
      await list.row(id).waitFor({ state: "detached" });
      await list.row(order).waitFor();
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
