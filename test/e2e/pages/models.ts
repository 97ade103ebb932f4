import type { OpenApp } from "../environments.ts";

/** The library as a person uses it. */
export function modelsPage({ page, goTo }: OpenApp) {
  return {
    open: () => goTo("/models"),
    async importByPath(path: string) {
      await page.getByRole("textbox", { name: "Path of a GGUF file" }).fill(path);
      await page.getByRole("button", { name: "Import", exact: true }).click();
    },
    row: (text: string | RegExp) => page.locator(".models-table tr, .models-table [role=row]").filter({ hasText: text }),
  };
}
