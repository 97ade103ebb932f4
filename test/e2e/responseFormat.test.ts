import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeFindings } from "./axe.ts";
import { environments, type OpenApp } from "./environments.ts";
import { playgroundPage } from "./pages/playground.ts";

const schema = '{ "type": "object", "properties": { "days": { "type": "integer" }, "polite": { "type": "boolean" } }, "required": ["days", "polite"], "additionalProperties": false }';

for (const environment of environments) {
  describe(`shaped answers in ${environment.name}`, () => {
    let app: OpenApp;
    beforeAll(async () => {
      app = await environment.open();
      await playgroundPage(app).open("?target=demo-support-v2&seed=1&maxTokens=100");
    });
    afterAll(() => app.close());
    const format = (name: string) => app.page.getByRole("group", { name: "Response format" }).getByRole("button", { name });

    it("refuses what is no schema before it is sent, and then answers only what the schema lets through", async () => {
      const { page } = app;
      const playground = playgroundPage(app);
      await format("Schema").click();
      await page.getByRole("textbox", { name: "JSON Schema" }).fill("{");
      await playground.message().fill("How many days do I have?");
      await page.keyboard.press("ControlOrMeta+Enter");
      await page.locator(".composer").getByText(/The schema is not JSON/).waitFor();
      expect(await playground.answers().count()).toBe(0);
      await page.getByRole("textbox", { name: "JSON Schema" }).fill(schema);
      const { id, text } = await playground.ask("How many days do I have?");
      expect(JSON.parse(text)).toEqual({ days: expect.any(Number), polite: expect.any(Boolean) });
      await app.page.reload();
      await page.getByRole("textbox", { name: "JSON Schema" }).waitFor();
      expect(await page.getByRole("textbox", { name: "JSON Schema" }).inputValue()).toBe(schema);
      expect(id).toMatch(/^int_/);
    });

    it("shows the prompt that the model would be given, as it is written", async () => {
      const { page } = app;
      await page.getByRole("button", { name: "New conversation" }).click();
      await format("Text").click();
      await page.getByRole("button", { name: "Prompt", exact: true }).click();
      await playgroundPage(app).message().fill("Is this the prompt?");
      const tray = page.getByRole("region", { name: "Rendered prompt" });
      await expect.poll(() => tray.getByRole("group", { name: "Tokens of the prompt" }).innerText(), { timeout: 20_000 }).toMatch(/<\|im_start\|>user\s*Is this the prompt\?<\|im_end\|>/);
      expect(await axeFindings(page)).toEqual([]);
    });
  });
}
