import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeFindings } from "./axe.ts";
import { environments, type OpenApp } from "./environments.ts";
import { comparePage } from "./pages/compare.ts";
import { playgroundPage } from "./pages/playground.ts";

for (const environment of environments) {
  describe(`Compare in ${environment.name}`, () => {
    let app: OpenApp;
    let compare: ReturnType<typeof comparePage>;
    beforeAll(async () => {
      app = await environment.open();
      compare = comparePage(app);
    });
    afterAll(() => app.close());

    it("compares two models on one prompt: a sentence first, then both answers with their differences marked", async () => {
      const { page } = app;
      await compare.open("?target=demo-support-v1&target=demo-support-v2&message=Can+I+return+my+headphones%3F&temperature=0");
      await compare.start();
      expect(await compare.verdict()).toBe("demo-support-v2 answers differently from demo-support-v1.");
      expect(await compare.answer("demo-support-v1").locator("del").count()).toBeGreaterThan(0);
      expect(await compare.answer("demo-support-v2").locator("ins").count()).toBeGreaterThan(0);
      expect(await compare.answer("demo-support-v2").locator(".answer-facts").innerText()).toMatch(/tok\/s[\s\S]*tokens/);
      await page.locator("body").press("d");
      await expect.poll(() => page.locator(".answers-columns ins, .answers-columns del").count()).toBe(0);
      for (const theme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme: theme });
        expect(await axeFindings(page)).toEqual([]);
      }
    });

    it("swaps the columns: headings, answers and figures change places together, also after a reload", async () => {
      const { page } = app;
      const figures = () => page.locator(".measures dd").allInnerTexts();
      const before = await figures();
      expect(await compare.answerNames()).toEqual(["demo-support-v1", "demo-support-v2"]);
      await page.locator("body").press("s");
      await expect.poll(compare.answerNames).toEqual(["demo-support-v2", "demo-support-v1"]);
      expect(await compare.verdict()).toBe("demo-support-v1 answers differently from demo-support-v2.");
      const numbers = (text: string) => text.match(/[\d.,]+/g);
      expect((await figures()).slice(1).map((text) => numbers(text)!.toReversed())).toEqual(before.slice(1).map(numbers));
      await page.reload();
      await compare.verdict();
      expect(await compare.answerNames()).toEqual(["demo-support-v2", "demo-support-v1"]);
    });

    it("compares on chosen interactions, walks them by key, opens one, and lists the comparison", async () => {
      const { page } = app;
      const playground = playgroundPage(app);
      await playground.open("?target=demo-support-v1&temperature=0");
      const first = await playground.ask("Where is my order 4821?");
      const second = await playground.ask("Can I return my headphones?");
      await compare.open(`?target=demo-support-v1&target=demo-support-v2&interactions=${first.id},${second.id}`);
      await page.getByText("2 interactions chosen").waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await compare.start();
      expect(await compare.verdict()).toMatch(/^demo-support-v2 answers .* inputs? (differently from|the same as) demo-support-v1\.$/);
      await page.locator("body").press("j");
      await expect.poll(() => page.locator(".input-table tr[aria-selected=true]").innerText()).toContain("Can I return my headphones?");
      await page.locator("body").press("Enter");
      await expect.poll(() => page.url()).toContain("#/interactions/int_");
      await compare.open();
      await expect.poll(() => page.locator(".earlier tbody tr").count()).toBe(2);
      await page.locator("body").press("j");
      await page.keyboard.press("Enter");
      await page.locator(".verdict-line").waitFor();
    });

    it("says why there is nothing to compare, and what is not there", async () => {
      const { page } = app;
      await compare.open();
      await page.getByRole("textbox", { name: "Message" }).fill(" ");
      await page.keyboard.press("ControlOrMeta+Enter");
      await page.getByText("Write a message first.").waitFor();
      await app.goTo("/compare/cmp_gone");
      await page.getByText("There is no comparison cmp_gone.").waitFor();
    });
  });
}
