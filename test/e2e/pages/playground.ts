import type { Page } from "playwright-core";
import type { OpenApp } from "../environments.ts";

/** The Playground as a person uses it. */
export function playgroundPage({ page, goTo }: OpenApp) {
  const answers = () => page.getByRole("article", { name: /^Answer of / });
  return {
    open: (query = "") => goTo(`/playground${query}`),
    answers,
    lastAnswer: () => answers().last(),
    message: () => page.getByRole("textbox", { name: "Message", exact: true }),

    choose: (model: string) => chooseModel(page, model),
    /** Writes and sends; resolves when the question stands on the page. */
    async send(text: string) {
      const before = await answers().count();
      await page.getByRole("textbox", { name: "Message", exact: true }).fill(text);
      await page.keyboard.press("ControlOrMeta+Enter");
      await answers().nth(before).waitFor();
    },
    /** Resolves when no answer is under way any more; gives the last one's interaction. */
    async settled(): Promise<string> {
      await page.locator('article.reply[aria-busy="true"]').first().waitFor({ state: "detached" });
      const link = answers().last().locator('a[href*="/interactions/int_"]');
      return (await link.getAttribute("href"))!.split("/").at(-1)!;
    },
    async ask(text: string): Promise<{ id: string; text: string }> {
      await this.send(text);
      const id = await this.settled();
      return { id, text: (await answers().last().locator(".markdown, .as-is").first().innerText()).trim() };
    },
  };
}

export async function chooseModel(page: Page, model: string, label = "Model"): Promise<void> {
  await page.getByRole("combobox", { name: label, exact: true }).click();
  await page.getByRole("option", { name: model }).first().click();
}
