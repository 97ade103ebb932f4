import type { OpenApp } from "../environments.ts";

/** The library as a person uses it. */
export function modelsPage({ page, goTo }: OpenApp) {
  return {
    open: (query = "") => goTo(`/models${query}`),
    async importByPath(path: string) {
      await page.getByRole("textbox", { name: "Path of a GGUF file" }).fill(path);
      await page.getByRole("button", { name: "Import", exact: true }).click();
    },
    /** One of the ways to add models. */
    async add(way: RegExp) {
      await page.getByRole("button", { name: "Add", exact: true }).click();
      await page.getByRole("menuitem", { name: way }).click();
    },
    row: (text: string | RegExp) => page.locator(".models-table tr, .models-table [role=row]").filter({ hasText: text }),
    model: (name: string) => page.locator(`tr[data-model="${name}"]`),
    family: (name: string) => page.locator(`tr[data-family="${name}"]`),
    names: () => page.locator("tr[data-model]").evaluateAll((rows) => rows.map((row) => row.getAttribute("data-model")!)),
    selected: () => page.locator("tr[aria-selected=true]"),
    inspector: () => page.locator("aside.inspect"),
  };
}

/** The page of one model as a person uses it. */
export function modelPage({ page, goTo }: OpenApp) {
  return {
    async open(name: string, view = "fit") {
      await goTo("/models");
      await page.locator(`tr[data-model="${name}"]`).click();
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name, level: 1 }).waitFor();
      await page.getByRole("group", { name: "View of the model" }).getByRole("button", { name: new RegExp(`^${view}$`, "i") }).click();
    },
    fit: () => page.getByRole("region", { name: "Fit", exact: true }),
    needed: () => page.locator(".fit-facts dd.total").innerText(),
    setting: (name: string) => page.getByRole("textbox", { name, exact: true }),
    tensors: () => page.getByRole("region", { name: "Tensors of the file" }),
    tensorNames: () => page.locator(".tensor-table tbody td:first-child").allInnerTexts(),
    template: () => page.getByRole("region", { name: "Chat template" }),
    async compareTemplateWith(name: string) {
      await page.getByRole("combobox", { name: "Compare the template with" }).click();
      await page.getByRole("option", { name: `what differs from ${name}` }).click();
    },
    bench: () => page.getByRole("region", { name: "Bench", exact: true }),
    chart: () => page.locator("figure.chart"),
    /** Measures quickly, and resolves when the plot is there. */
    async measureQuickly() {
      await page.getByRole("button", { name: /^Quick/ }).click();
      await page.locator(".bench-progress").waitFor();
      await page.locator(".bench-progress").waitFor({ state: "detached", timeout: 150_000 });
      await page.locator("figure.chart canvas").waitFor();
    },
  };
}
