import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeFindings } from "./axe.ts";
import { environments, type OpenApp } from "./environments.ts";
import { startLongAnswer } from "./longAnswer.ts";
import { modelsPage } from "./pages/models.ts";
import { playgroundPage } from "./pages/playground.ts";
import { tapedeckJson } from "./tapedeckJson.ts";

type Row = { id: string; status: string; output: string; finishReason: string | null; model: string; session: string };
const fixed = "?target=demo-support-v2&temperature=0&seed=7";

for (const environment of environments) {
  describe(`the Playground in ${environment.name}`, () => {
    let app: OpenApp;
    let playground: ReturnType<typeof playgroundPage>;
    const rows = () => tapedeckJson<Row[]>(["query", "--data", app.dataFolder]);
    beforeAll(async () => {
      app = await environment.open();
      playground = playgroundPage(app);
    });
    afterAll(() => app.close());

    it("answers a conversation, records each answer in one session, and shows both again after a reload", async () => {
      const { page } = app;
      await playground.open(fixed);
      const first = await playground.ask("Where is my order 4821?");
      const second = await playground.ask("Can I return it?");
      expect(await rows()).toMatchObject([{ id: second.id, status: "ok" }, { id: first.id, status: "ok" }]);
      expect(new Set((await rows()).map(({ session }) => session)).size).toBe(1);
      await expect.poll(() => page.url()).toContain("session=");
      const before = await page.locator(".thread").textContent();
      await page.reload();
      await playground.answers().nth(1).waitFor();
      await expect.poll(() => page.locator(".thread").textContent()).toBe(before);
    });

    it("refuses an empty message, edits the last one, and opens an interaction's request", async () => {
      const { page } = app;
      await playground.message().focus();
      await page.keyboard.press("ControlOrMeta+Enter");
      await page.getByText("Write a message first.").waitFor();
      await page.keyboard.press("ArrowUp");
      expect(await playground.message().inputValue()).toBe("Can I return it?");
      await playground.message().fill("Do you ship to Norway?");
      await page.keyboard.press("ControlOrMeta+Enter");
      await page.locator(".exchange").filter({ hasText: "Norway" }).waitFor();
      const id = await playground.settled();
      expect(await page.locator(".exchange").count()).toBe(2);
      await playground.open(`?from=${id}`);
      await expect.poll(() => playground.message().inputValue()).toBe("Do you ship to Norway?");
      expect(await page.locator(".exchange").allTextContents()).toEqual([expect.stringContaining("Where is my order 4821?"), expect.stringContaining("Model")]);
      await playground.message().press("ControlOrMeta+Enter");
      await playground.lastAnswer().waitFor();
      const again = await playground.settled();
      const [one, other] = (await rows()).filter((row) => row.id === id || row.id === again);
      expect(one!.output).toBe(other!.output);
    });

    it("stops an answer by Escape and keeps what was said", async () => {
      const { page } = app;
      await startLongAnswer(app);
      const words = playground.lastAnswer().locator(".markdown");
      const [firstWord] = /\w{3,}/.exec(await words.innerText())!;
      await page.keyboard.press("Escape");
      await playground.lastAnswer().getByText("cancelled").waitFor();
      expect(await words.innerText()).toContain(firstWord);
      await expect.poll(async () => (await rows())[0]).toMatchObject({ status: "cancelled", output: expect.stringContaining(firstWord) });
    });

    it("keeps an answer whose context ran full on the screen and in the row, says so, and answers the next conversation", async () => {
      const { page } = app;
      await modelsPage(app).open();
      await modelsPage(app).row("v2").click();
      const context = page.getByRole("textbox", { name: "Context per slot" });
      await context.fill("256");
      await page.getByRole("button", { name: "Save and load again" }).click();
      await page.locator(".inspect").getByText(/^256 tokens per slot/).first().waitFor({ timeout: 30_000 });
      await playground.open("?target=demo-support-v2&temperature=5&topK=0&topP=1&minP=0&seed=36&maxTokens=500");
      await playground.send("where is my order ".repeat(40));
      const id = await playground.settled();
      await playground.lastAnswer().getByText("The context is full").waitFor();
      const shown = await playground.lastAnswer().locator(".markdown").textContent();
      const row = (await rows())[0]!;
      expect(row).toMatchObject({ id, finishReason: "context" });
      expect(row.output.length).toBeGreaterThan(20);
      expect(shown!.length).toBeGreaterThan(20);
      await page.getByRole("button", { name: /^New conversation/ }).click();
      await playground.open(fixed);
      const next = await playground.ask("Where is my order 4821?");
      expect(next.text).toMatch(/order/);
    });

    it("asks two models side by side by keyboard alone, without a finding of axe", async () => {
      const { page } = app;
      // Out of the message, where letters are text.
      await page.locator("main.page").press("n");
      await expect.poll(() => playground.answers().count()).toBe(0);
      await page.locator("main.page").press("s");
      await page.getByPlaceholder("Message to both models").waitFor();
      await page.keyboard.press("/");
      await page.keyboard.type("Where is my order 4821?");
      await page.keyboard.press("ControlOrMeta+Enter");
      await playground.answers().nth(1).waitFor();
      await playground.settled();
      expect((await rows()).slice(0, 2).map(({ model }) => model).sort()).toEqual(["demo-support-v1", "demo-support-v2"]);
      for (const theme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme: theme });
        expect(await axeFindings(page)).toEqual([]);
      }
    });
  });
}
