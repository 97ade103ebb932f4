import { inElectron } from "../e2e/environments.ts";
import { question, sampling, type PlainAnswer } from "./plainQuestion.ts";

/** The real window: the question is typed into the Playground, and the time runs until the finished answer stands on the page. */
export async function openWindow() {
  const app = await inElectron.open();
  const { page } = app;
  return {
    async ask(seed: number): Promise<PlainAnswer> {
      const query = new URLSearchParams({ target: "demo-support-v2", temperature: String(sampling.temperature), topK: "0", topP: "1", minP: "0", maxTokens: String(sampling.maxTokens), seed: String(seed) });
      await app.goTo(`/playground?${query.toString()}`);
      await page.getByRole("button", { name: /New conversation/ }).click();
      await page.getByRole("textbox", { name: "Message", exact: true }).fill(question);
      // Timed in the page itself: the driver's own round trips are none of the window's.
      const ms = await page.evaluate(async () => {
        const startedAt = performance.now();
        // An observer, because asking again and again would itself take the model's time.
        const done = new Promise<void>((resolve) => {
          new MutationObserver((_changes, observer) => {
            if (document.querySelector("article.reply") === null || document.querySelector('article.reply[aria-busy="true"]') !== null) return;
            observer.disconnect();
            resolve();
          }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["aria-busy"] });
        });
        document.querySelector("#message")!.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true }));
        await done;
        return performance.now() - startedAt;
      });
      const words = await page.locator("article.reply .reply-facts").innerText();
      return { tokens: Number(/([\d,]+) tokens/.exec(words)![1]!.replaceAll(",", "")), ms };
    },
    close: () => app.close(),
  };
}
