import type { OpenApp } from "../environments.ts";

/** The list of interactions as a person uses it. */
export function interactionsPage({ page, goTo }: OpenApp) {
  const expression = page.getByRole("combobox", { name: "Filter expression" });
  return {
    open: (query = "") => goTo(`/interactions${query}`),
    rows: () => page.locator("tr[data-interaction]"),
    row: (id: string) => page.locator(`tr[data-interaction="${id}"]`),
    selected: () => page.locator("tr[data-interaction][aria-selected=true]"),
    search: () => page.getByRole("textbox", { name: /^Search/ }),
    expression,
    /** Writes the filter as text and shows it as chips again. */
    async filter(text: string): Promise<void> {
      if (!(await expression.isVisible())) await page.getByRole("button", { name: /^Edit as text/ }).click();
      await expression.fill(text);
      await expression.press("Escape");
      if (await expression.isVisible()) await expression.press("Escape");
    },
    chips: () => page.locator(".filter-chip"),
    facet: (value: string) => page.getByRole("complementary", { name: "Facets" }).getByRole("button", { name: new RegExp(`^${value}\\b`) }),
    inspector: () => page.getByRole("complementary", { name: "Selected interaction" }),
    counts: () => page.locator(".topbar > .faint").innerText(),
  };
}
