import type { OpenApp } from "../environments.ts";

/** The list of interactions as a person uses it. */
export function interactionsPage({ page, goTo }: OpenApp) {
  return {
    open: (query = "") => goTo(`/interactions${query}`),
    rows: () => page.locator("tr[data-interaction]"),
    row: (id: string) => page.locator(`tr[data-interaction="${id}"]`),
    selected: () => page.locator("tr[data-interaction][aria-selected=true]"),
    search: () => page.getByRole("textbox", { name: /^Search/ }),
    filter: () => page.getByRole("textbox", { name: "Filter expression" }),
    inspector: () => page.getByRole("complementary", { name: "Selected interaction" }),
    counts: () => page.locator(".topbar > .faint").innerText(),
  };
}
