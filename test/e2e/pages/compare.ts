import type { OpenApp } from "../environments.ts";

/** Compare as a person uses it. */
export function comparePage({ page, goTo }: OpenApp) {
  return {
    /** `query`: `?target=…&message=…` or `?interactions=…`. */
    open: (query = "") => goTo(`/compare${query}`),
    async start() {
      await page.getByRole("button", { name: /^Compare Ctrl/ }).click();
      await page.getByRole("region", { name: "Verdict" }).waitFor();
    },
    /** Resolves when every answer is there; gives the verdict's sentence. */
    async verdict(): Promise<string> {
      await page.getByRole("region", { name: "Verdict" }).waitFor();
      await page.locator(".comparison-progress").waitFor({ state: "detached", timeout: 60_000 });
      return page.locator(".verdict-line").innerText();
    },
    answer: (model: string) => page.getByRole("article", { name: `Answer of ${model}` }),
    answerNames: () => page.getByRole("article", { name: /^Answer of / }).locator(".answer-head .who").allInnerTexts(),
  };
}
